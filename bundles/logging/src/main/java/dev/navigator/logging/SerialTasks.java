package dev.navigator.logging;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks that may block one after the other, in the order given, on threads of an executor for such tasks. */
final class SerialTasks implements Executor {

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    SerialTasks(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            threads.execute(this::runOne);
        }
    }

    private void runOne() {
        Runnable task = tasks.remove();
        try {
            task.run();
        } finally {
            if (waiting.decrementAndGet() > 0) {
                threads.execute(this::runOne);
            }
        }
    }
}
