package dev.navigator.managed;

import dev.navigator.api.managed.ManagedState;
import dev.navigator.api.managed.ManagedStatus;
import dev.navigator.api.processes.RunningProcess;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** All managed processes at one moment, for readers on any thread. */
record Snapshot(List<View> views) {

    static final Snapshot EMPTY = new Snapshot(List.of());

    /** @param startedAt monotonic nanoseconds, meaningful while there is a PID */
    private record View(
            String name,
            int position,
            ManagedState state,
            long pid,
            int restarts,
            long startedAt,
            String reason,
            boolean ailing) {

        ManagedStatus status(long now) {
            Duration uptime = pid == 0 ? Duration.ZERO : Duration.ofNanos(now - startedAt);
            return new ManagedStatus(name, state, pid, restarts, uptime, reason);
        }
    }

    static Snapshot of(List<Supervised> all, Turns turns) {
        return new Snapshot(all.stream()
                .map(process -> view(process, turns.ailing(process)))
                .sorted(Comparator.comparingInt(View::position))
                .toList());
    }

    List<ManagedStatus> statuses(long now) {
        return views.stream().map(view -> view.status(now)).toList();
    }

    List<String> problems() {
        return views.stream()
                .filter(View::ailing)
                .map(view -> "managed process '" + view.name + "': " + view.reason)
                .toList();
    }

    boolean ready(String name) {
        return views.stream().anyMatch(view -> view.state == ManagedState.RUNNING && view.name.equals(name));
    }

    private static View view(Supervised process, boolean ailing) {
        RunningProcess running = process.process;
        return new View(
                process.name,
                process.position,
                process.phase.shown(),
                running == null ? 0 : running.pid(),
                Math.max(0, process.launches - 1),
                process.startedAt,
                process.reason,
                ailing);
    }
}
