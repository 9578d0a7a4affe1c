package dev.navigator.testing;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A scheduler with real time and real threads, for tests with real processes and sockets. What a task throws goes to the
 * thread's handler. Closing it forgets the timers and all that is still to run, and interrupts what runs.
 */
public final class RealScheduler implements Scheduler, AutoCloseable {

    private final ExecutorService maker = Executors.newSingleThreadExecutor(RealScheduler::daemon);
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, this::made);
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), this::made, new DiscardPolicy());

    public RealScheduler() {
        maker.execute(() -> Thread.currentThread().setName("test-scheduler-maker")); // has it made now, by us
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Executor mailbox(String name) {
        return new Serial(threads);
    }

    @Override
    public Executor blocking() {
        return threads;
    }

    @Override
    public Timer after(Duration delay, Executor executor, Runnable task) {
        Future<?> future = timers.schedule(() -> executor.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Timers that wait. */
    public int pending() {
        return timers.getQueue().size();
    }

    @Override
    public void close() {
        timers.shutdownNow();
        threads.shutdownNow();
        maker.shutdownNow();
    }

    /**
     * Until Java 24 a thread remembers, as long as it lives, who was calling when it was made, and with that the classes of
     * a bundle that may have been updated since: so one thread that nobody calls makes all the others.
     */
    private Thread made(Runnable task) {
        return CompletableFuture.supplyAsync(() -> daemon(task), maker).join();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "test-scheduler");
        thread.setDaemon(true);
        return thread;
    }

    private static final class Serial implements Executor {

        private final Executor threads;
        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        private final AtomicInteger waiting = new AtomicInteger();

        Serial(Executor threads) {
            this.threads = threads;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
            if (waiting.getAndIncrement() == 0) {
                threads.execute(this::run);
            }
        }

        private void run() {
            Runnable task = tasks.remove();
            try {
                task.run();
            } finally {
                if (waiting.decrementAndGet() > 0) {
                    threads.execute(this::run);
                }
            }
        }
    }
}
