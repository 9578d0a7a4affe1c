package dev.navigator.pool;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A timer that is started, started anew and stopped, in one mailbox, where its end is heard too; never after it was stopped. One
 * that would end late goes on a little, once: this process or its machine was suspended, and has not seen what happened.
 */
final class Countdown {

    private static final long LATE = Duration.ofSeconds(1).toNanos();
    private static final Duration SECOND_LOOK = Duration.ofSeconds(2);

    private final Scheduler scheduler;
    private final Executor mailbox;
    private @Nullable Timer timer;
    private long run;

    Countdown(Scheduler scheduler, Executor mailbox) {
        this.scheduler = scheduler;
        this.mailbox = mailbox;
    }

    void start(Duration duration, Runnable end) {
        start(duration, true, end);
    }

    private void start(Duration duration, boolean patient, Runnable end) {
        stop();
        long current = run;
        long due = scheduler.nanoTime() + duration.toNanos();
        timer = scheduler.after(duration, mailbox, () -> {
            if (current != run) {
                return;
            }
            if (patient && scheduler.nanoTime() - due > LATE) {
                start(SECOND_LOOK, false, end);
            } else {
                timer = null;
                end.run();
            }
        });
    }

    void stop() {
        run++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    boolean running() {
        return timer != null;
    }
}
