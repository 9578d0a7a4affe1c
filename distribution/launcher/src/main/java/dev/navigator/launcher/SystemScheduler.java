package dev.navigator.launcher;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Time and threads for all bundles. One thread keeps the timers and only hands tasks on; mailboxes share a few threads; what
 * blocks has many. All are daemons and live as long as the JVM.
 */
final class SystemScheduler implements Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(SystemScheduler.class);
    private static final int BLOCKING_THREADS = 64;

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, threads("timer"));
    private final Executor workers = pool(Math.max(2, Runtime.getRuntime().availableProcessors()), threads("mailbox"));
    private final Executor blocking = contained(pool(BLOCKING_THREADS, threads("blocking")));

    SystemScheduler() {
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Executor mailbox(String name) {
        return new Mailbox(name, workers);
    }

    @Override
    public Executor blocking() {
        return blocking;
    }

    @Override
    public Timer after(Duration delay, Executor executor, Runnable task) {
        var future = timers.schedule(() -> executor.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static Executor pool(int size, ThreadFactory threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Executor contained(Executor executor) {
        return task -> executor.execute(() -> Mailbox.contain("blocking", task));
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "navigator-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((t, e) -> LOG.error("Thread ended name={}", t.getName(), e));
            return thread;
        };
    }
}
