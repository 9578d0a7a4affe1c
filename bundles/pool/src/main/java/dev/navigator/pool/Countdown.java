package dev.navigator.pool;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A timer that is started, started anew and stopped, in one mailbox, where its end is heard too; never after it was stopped. */
final class Countdown {

    private final Scheduler scheduler;
    private final Executor mailbox;
    private @Nullable Timer timer;
    private long run;

    Countdown(Scheduler scheduler, Executor mailbox) {
        this.scheduler = scheduler;
        this.mailbox = mailbox;
    }

    void start(Duration duration, Runnable end) {
        stop();
        long current = run;
        timer = scheduler.after(duration, mailbox, () -> {
            if (current == run) {
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
