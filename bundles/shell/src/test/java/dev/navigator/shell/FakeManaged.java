package dev.navigator.shell;

import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.managed.ManagedStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Managed processes {@code redis} and {@code wiki}, remembered what they were asked to do. */
final class FakeManaged implements ManagedProcesses {

    final List<String> asked = new ArrayList<>();
    CompletionStage<Void> answer = CompletableFuture.completedFuture(null);

    @Override
    public List<ManagedStatus> processes() {
        return List.of(
                new ManagedStatus("redis", ManagedState.RUNNING, 99, 0, Duration.ofSeconds(61), ""),
                new ManagedStatus("wiki", ManagedState.BACKING_OFF, 0, 4, Duration.ZERO, "exit code 1 after 0.2s"));
    }

    @Override
    public boolean ready(String name) {
        return name.equals("redis");
    }

    @Override
    public CompletionStage<Void> start(String name) {
        asked.add("start " + name);
        return answer;
    }

    @Override
    public CompletionStage<Void> stop(String name) {
        asked.add("stop " + name);
        return answer;
    }
}
