package dev.navigator.managed;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Probes one process until it is ready, at growing intervals, and says so once when that takes too long: slow is no reason
 * to give up. Confined to the inbox, except for the probe itself.
 */
final class ReadyWatch {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final Scheduler scheduler;
    private final Executor inbox;
    private final Probe probe;
    private final Runnable ready;
    private Duration pause = FIRST_PAUSE;
    private String obstacle = "it was not looked at yet";
    private boolean over;
    private @Nullable Timer next;
    private @Nullable Timer limit;

    /**
     * @param inbox where {@code ready} runs
     */
    ReadyWatch(Scheduler scheduler, Executor inbox, Probe probe, Runnable ready) {
        this.scheduler = scheduler;
        this.inbox = inbox;
        this.probe = probe;
        this.ready = ready;
    }

    /**
     * @param overdue told in the inbox what is in the way when {@code timeout} has passed
     */
    void start(Duration timeout, Consumer<String> overdue) {
        limit = scheduler.after(timeout, inbox, () -> {
            if (!over) {
                overdue.accept(obstacle);
            }
        });
        look();
    }

    void cancel() {
        over = true;
        if (next != null) {
            next.cancel();
        }
        if (limit != null) {
            limit.cancel();
        }
    }

    private void look() {
        scheduler.blocking().execute(() -> {
            Optional<String> found = obstacleNow();
            inbox.execute(() -> seen(found));
        });
    }

    private Optional<String> obstacleNow() {
        try {
            return probe.obstacle();
        } catch (RuntimeException | Error e) { // such as a pattern that recurses too deeply
            return Optional.of("the ready check failed: " + e);
        }
    }

    private void seen(Optional<String> found) {
        if (over) {
            return;
        }
        if (found.isEmpty()) {
            cancel();
            ready.run();
            return;
        }
        obstacle = found.get();
        next = scheduler.after(pause, inbox, this::look);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
}
