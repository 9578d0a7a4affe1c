package dev.navigator.processes;

import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that writes down what it hears, as {@code exited 123: exit code 0}. */
final class Heard implements ProcessListener {

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void exited(RunningProcess process, ExitStatus status) {
        events.add("exited " + process.pid() + ": " + status.describe());
    }

    @Override
    public void gone(RunningProcess process, ExitStatus status) {
        events.add("gone " + process.pid() + ": " + status.describe());
    }

    List<String> of(RunningProcess process) {
        return events.stream()
                .filter(event -> event.contains(" " + process.pid() + ":"))
                .toList();
    }

    List<String> all() {
        return List.copyOf(events);
    }
}
