package dev.navigator.api.strategy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Threads on which the strategies of others are asked, so that whoever asks need not wait for ever. There are few, they come
 * when they are needed and go soon after, and one that a strategy never gives back is lost.
 */
final class StrategyThreads {

    private static final int MOST = 32;
    private static final long IDLE_SECONDS = 5;
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(
            0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), StrategyThreads::thread);

    private StrategyThreads() {}

    /** The call was not begun, or whoever waited for it was interrupted: nobody's fault. */
    static final class NotAskedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotAskedException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Runs {@code call} on a thread of its own and waits for it.
     *
     * @param asked counts the calls that have not come back
     * @throws TimeoutException when it takes longer than {@code deadline}; it is interrupted then
     * @throws ExecutionException with what it threw
     */
    static <R> R call(OfferedStrategy<?> asked, Duration deadline, Callable<R> call)
            throws ExecutionException, TimeoutException, NotAskedException {
        Asking<R> asking = new Asking<>(asked, call);
        FutureTask<R> task = new FutureTask<>(asking);
        try {
            THREADS.execute(task);
            return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new NotAskedException("was not asked: " + MOST + " decisions of plugins are under way");
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new NotAskedException("was not waited for");
        } catch (CancellationException e) {
            throw new IllegalStateException("nobody else knows the task", e);
        } catch (TimeoutException e) {
            boolean begun = asking.giveUp();
            task.cancel(true);
            if (begun) {
                throw e;
            }
            throw new NotAskedException("was not asked: the machine is too busy");
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "navigator-strategy-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(StrategyThreads.class.getClassLoader());
        return thread;
    }

    private enum State {
        WAITING,
        RUNNING,
        OVERDUE,
        OVER
    }

    private static final class Asking<R> implements Callable<R> {
        private final OfferedStrategy<?> asked;
        private final Callable<R> call;
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        Asking(OfferedStrategy<?> asked, Callable<R> call) {
            this.asked = asked;
            this.call = call;
        }

        @Override
        public @Nullable R call() throws Exception {
            if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
                return null; // given up: nobody looks
            }
            Thread thread = Thread.currentThread();
            try {
                // Threads that the strategy makes inherit it: so it is known whose they are.
                thread.setContextClassLoader(asked.strategy.getClass().getClassLoader());
                return call.call();
            } finally {
                thread.setContextClassLoader(StrategyThreads.class.getClassLoader());
                if (state.getAndSet(State.OVER) == State.OVERDUE) {
                    asked.cameBack();
                }
            }
        }

        /** @return whether it was begun and is not over */
        boolean giveUp() {
            if (state.compareAndSet(State.WAITING, State.OVER)) {
                return false;
            }
            asked.leftBehind();
            if (!state.compareAndSet(State.RUNNING, State.OVERDUE)) {
                asked.cameBack();
            }
            return true;
        }
    }
}
