package dev.navigator.processes;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that comes round: on a thread that may block, never twice at once; again when somebody asked for it meanwhile, and
 * when the time it named itself has passed. Costs nothing while it names none.
 */
final class Round {

    private static final Logger LOG = LoggerFactory.getLogger(Round.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Supplier<Optional<Duration>> task;
    private final AtomicInteger requests = new AtomicInteger();
    private final ReentrantLock running = new ReentrantLock();
    private @Nullable Timer timer;
    private boolean closed;

    /** @param task returns when to come round without being asked; empty for never */
    Round(Scheduler scheduler, Supplier<Optional<Duration>> task) {
        this.scheduler = scheduler;
        this.task = task;
    }

    /** Asks for one more, which begins after this call. */
    void soon() {
        if (requests.getAndIncrement() == 0) {
            scheduler.blocking().execute(this::run);
        }
    }

    /** Runs it on this thread, after the one under way. */
    void now() {
        once();
    }

    /** Waits for the one under way; there is none after. */
    void close() {
        running.lock();
        try {
            closed = true;
            cancel();
        } finally {
            running.unlock();
        }
    }

    private void run() {
        int seen;
        do {
            seen = requests.get();
            once();
        } while (!requests.compareAndSet(seen, 0));
    }

    private void once() {
        running.lock();
        try {
            if (!closed) {
                cancel();
                result().ifPresent(delay -> timer = scheduler.after(delay, scheduler.blocking(), this::soon));
            }
        } finally {
            running.unlock();
        }
    }

    private Optional<Duration> result() {
        try {
            return task.get();
        } catch (Throwable e) { // whatever it is: nothing would ever be ended, or rotated, again
            LOG.error("Task failed and is tried again", e);
            return Optional.of(AFTER_FAILURE);
        }
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
