package dev.navigator.managed;

import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.managed.Life.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The time between two starts of a process. Confined to the inbox. */
final class Restarts {

    private final Scheduler scheduler;
    private final Executor inbox;
    private final RestartDelays delays;
    private final Journal journal;

    Restarts(Scheduler scheduler, Executor inbox, RestartDelays delays, Journal journal) {
        this.scheduler = scheduler;
        this.inbox = inbox;
        this.delays = delays;
        this.journal = journal;
    }

    /**
     * Finds out when a process that has failed may start again.
     *
     * @param givenUp told in the inbox when the policy says never
     */
    void schedule(Supervised process, Consumer<Supervised> givenUp) {
        int launches = process.launches;
        RestartContext context = new RestartContext(
                Launch.owner(process.name),
                Math.max(1, process.failures),
                Duration.ofNanos(Math.max(0, process.endedAt - process.startedAt)),
                process.settings.restart().options());
        delays.ask(process.settings.restart(), context)
                .thenAccept(delay -> inbox.execute(() -> {
                    if (process.phase.between() && process.launches == launches && process.due == null) {
                        decided(process, delay, givenUp);
                    }
                }));
    }

    private void decided(Supervised process, Optional<Duration> delay, Consumer<Supervised> givenUp) {
        if (delay.isEmpty()) {
            process.reason += "; the restart policy gave up after " + process.failures + " failures in a row";
            journal.gaveUp(process);
            givenUp.accept(process);
            return;
        }
        process.due = scheduler.nanoTime() + delay.get().toNanos();
        if (process.phase == Phase.FAILING) {
            process.reason = "failed " + process.failures + " times in a row, last: " + process.reason;
        }
        journal.nextStart(process, delay.get());
        awaitDue(process);
    }

    /** Looks again once the interval is over; looking is all it takes. */
    void awaitDue(Supervised process) {
        Long due = process.due;
        if (due != null) {
            process.timer = scheduler.after(Duration.ofNanos(due - scheduler.nanoTime()), inbox, () -> {});
        }
    }
}
