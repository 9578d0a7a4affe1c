package dev.navigator.proxy.listen;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks in the order they came, a few at once: more would only take turns on the processors, and take the threads from those
 * who wait for something else. Who brings tasks bounds their number.
 */
final class Calculations implements Executor {

    private final Executor threads;
    private final int most;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();

    Calculations(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        startOne();
    }

    private void startOne() {
        int now = running.get();
        while (now < most) {
            if (running.compareAndSet(now, now + 1)) {
                threads.execute(this::work);
                return;
            }
            now = running.get();
        }
    }

    private void work() {
        try {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                task.run();
            }
        } finally {
            running.decrementAndGet();
            if (!waiting.isEmpty()) {
                startOne();
            }
        }
    }
}
