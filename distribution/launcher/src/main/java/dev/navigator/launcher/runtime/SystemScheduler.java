package dev.navigator.launcher.runtime;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Time and threads for all bundles. One thread keeps the timers and only hands tasks on; mailboxes share a few threads; what
 * blocks has many. All are daemons and live as long as the JVM.
 */
public final class SystemScheduler implements Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(SystemScheduler.class);
    private static final int BLOCKING_THREADS = 64;

    /** See {@link #threads}. */
    private final ExecutorService maker = Executors.newSingleThreadExecutor(task -> daemon(task, "maker"));

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, threads("timer"));
    private final Executor workers =
            new PatientPool(Math.max(2, Runtime.getRuntime().availableProcessors()), threads("mailbox"), timers);
    private final Executor blocking = contained(new PatientPool(BLOCKING_THREADS, threads("blocking"), timers));

    public SystemScheduler() {
        maker.execute(() -> {}); // begins the thread now, on behalf of nobody but us
        timers.setRemoveOnCancelPolicy(true);
        timers.prestartAllCoreThreads();
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

    private static Executor contained(Executor executor) {
        return task -> executor.execute(() -> Mailbox.contain("blocking", task));
    }

    /**
     * Until Java 24 a thread remembers, as long as it lives, who was calling when it was made, and with that the classes of
     * a bundle that may have been updated since: so one thread that nobody calls makes all the others.
     */
    private ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> CompletableFuture.supplyAsync(() -> daemon(task, name + "-" + count.incrementAndGet()), maker)
                .join();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, "navigator-" + name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> LOG.error("Thread ended name={}", t.getName(), e));
        return thread;
    }
}
