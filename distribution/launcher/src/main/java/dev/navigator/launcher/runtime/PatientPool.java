package dev.navigator.launcher.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As many threads as there is work for, up to a limit. No task is ever refused: it waits while all threads are busy, and also
 * while the system has no thread to give (EAGAIN of pthread_create(3)), as when applications have used up the limit of
 * processes that they share with Navigator.
 */
final class PatientPool implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(PatientPool.class);
    private static final long IDLE_SECONDS = 30;
    private static final long RETRY_MILLIS = 100;

    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService timers;
    private final AtomicBoolean lacking = new AtomicBoolean();

    /**
     * @param timers has its thread already
     */
    PatientPool(int most, ThreadFactory factory, ScheduledExecutorService timers) {
        this.timers = timers;
        threads = new ThreadPoolExecutor(
                0, most, IDLE_SECONDS, TimeUnit.SECONDS, new IdleThreads(), factory, (task, pool) -> pool.getQueue()
                        .add(task));
    }

    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (OutOfMemoryError e) { // of the heap it would have ended the JVM: see bin/navigator
            if (lacking.compareAndSet(false, true)) {
                LOG.error(
                        "No thread can be started, tasks wait; raise the limit of processes reason=\"{}\"",
                        e.getMessage());
            }
            var unused = timers.schedule(() -> execute(task), RETRY_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        if (lacking.get() && lacking.compareAndSet(true, false)) {
            LOG.info("Threads can be started again");
        }
    }

    /** Offers a task to a thread that is idle, so that the pool makes another only when none is; keeps what comes then. */
    private static final class IdleThreads extends LinkedTransferQueue<Runnable> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        @Override
        public boolean add(Runnable task) {
            put(task);
            return true;
        }
    }
}
