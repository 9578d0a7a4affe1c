package dev.navigator.testing;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler whose time stands still until a test moves it. Everything runs on the calling thread: tasks of a mailbox one
 * after the other, in the order given, when the task that gave them has returned. Not thread-safe.
 */
public final class ManualScheduler implements Scheduler {

    private final PriorityQueue<Scheduled> timers = new PriorityQueue<>(
            Comparator.comparingLong((Scheduled timer) -> timer.due).thenComparingLong(timer -> timer.order));
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private long now = 1;
    private long order;
    private boolean running;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Executor mailbox(String name) {
        return this::run;
    }

    @Override
    public Executor blocking() {
        return this::run;
    }

    @Override
    public Timer after(Duration delay, Executor executor, Runnable task) {
        Scheduled timer = new Scheduled(now + Math.max(0, delay.toNanos()), order++, executor, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    /** Moves time, running what falls due on the way, each task at its own time. */
    public void advance(Duration duration) {
        long until = now + duration.toNanos();
        for (Scheduled next = due(until); next != null; next = due(until)) {
            now = Math.max(now, next.due);
            next.executor.execute(next.task);
        }
        now = until;
    }

    /** Timers that wait. */
    public int pending() {
        return timers.size();
    }

    private @Nullable Scheduled due(long until) {
        Scheduled next = timers.peek();
        return next != null && next.due <= until ? timers.poll() : null;
    }

    private void run(Runnable task) {
        ready.add(task);
        if (running) {
            return;
        }
        running = true;
        try {
            for (Runnable next = ready.poll(); next != null; next = ready.poll()) {
                next.run();
            }
        } finally {
            running = false;
        }
    }

    private record Scheduled(long due, long order, Executor executor, Runnable task) {}
}
