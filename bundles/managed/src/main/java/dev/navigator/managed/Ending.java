package dev.navigator.managed;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.runtime.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A shutdown under way: its time, and who waits for its end. Confined to the inbox. */
final class Ending {

    /** After the budget, for what was ended by force to be gone. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);

    /** How long it is worth waiting for a processes service that never came. */
    private static final Duration BLIND = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final long start;
    private final ShutdownBudget budget;
    private final Set<ProcessIdentity> killed = new HashSet<>();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean forced;
    private boolean over;

    /**
     * @param inbox whoever empties it looks at this ending after each task
     */
    Ending(Scheduler scheduler, Executor inbox, Duration budget) {
        this.scheduler = scheduler;
        this.start = scheduler.nanoTime();
        this.budget = new ShutdownBudget(start, budget);
        scheduler.after(this.budget.gentle(), inbox, this::force);
        scheduler.after(BLIND, inbox, () -> {});
        scheduler.after(this.budget.whole().plus(AFTERWARDS), inbox, () -> {});
    }

    void force() {
        forced = true;
    }

    /** Whether the time for asking is over. */
    boolean forced() {
        return forced;
    }

    boolean waitedLongEnough() {
        return passed(BLIND);
    }

    boolean timeIsUp() {
        return passed(budget.whole().plus(AFTERWARDS));
    }

    Duration grace(Duration stopTimeout, Collection<Duration> others) {
        return forced ? Duration.ZERO : budget.grace(scheduler.nanoTime(), stopTimeout, others);
    }

    /** Whether {@code process} was not ended by force before. */
    boolean firstKill(Supervised process) {
        RunningProcess running = process.process;
        return running != null && killed.add(running.identity());
    }

    void whenOver(CompletableFuture<Void> future) {
        if (over) {
            future.complete(null);
        } else {
            waiting.add(future);
        }
    }

    void over() {
        over = true;
        List<CompletableFuture<Void>> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(future -> future.complete(null));
    }

    private boolean passed(Duration time) {
        return scheduler.nanoTime() - start >= time.toNanos();
    }
}
