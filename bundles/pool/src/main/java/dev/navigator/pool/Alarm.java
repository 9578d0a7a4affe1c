package dev.navigator.pool;

import dev.navigator.api.runtime.Scheduler;
import java.time.Duration;
import java.util.concurrent.Executor;

/** One timer for all that a tenant waits for: it wakes the tenant's mailbox at the earliest of the times it was told. */
final class Alarm {

    private final Scheduler scheduler;
    private final Countdown countdown;
    private long due;

    Alarm(Scheduler scheduler, Executor mailbox) {
        this.scheduler = scheduler;
        countdown = new Countdown(scheduler, mailbox);
    }

    /** Wakes at {@code time} at the latest; from the mailbox only. */
    void at(long time) {
        if (!countdown.running() || time - due < 0) {
            due = time;
            countdown.start(Duration.ofNanos(time - scheduler.nanoTime()), () -> {});
        }
    }

    void cancel() {
        countdown.stop();
    }
}
