package dev.navigator.pool;

import dev.navigator.api.runtime.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets something happen at most once in a while. Thread-safe. */
final class RateLimit {

    private final Scheduler scheduler;
    private final long interval;
    private final AtomicLong next;

    RateLimit(Scheduler scheduler, Duration interval) {
        this.scheduler = scheduler;
        this.interval = interval.toNanos();
        next = new AtomicLong(scheduler.nanoTime());
    }

    /** Takes the turn, if it is there. */
    boolean tryAcquire() {
        long now = scheduler.nanoTime();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + interval);
    }

    void run(Runnable action) {
        if (tryAcquire()) {
            action.run();
        }
    }
}
