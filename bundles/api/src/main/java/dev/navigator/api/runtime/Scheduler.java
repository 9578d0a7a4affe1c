package dev.navigator.api.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Monotonic time, timers and executors that outlive the update of any bundle.
 *
 * <p>All methods may be called from any thread and never block. No executor refuses a task: one for which there is no thread
 * waits. A bundle cancels its timers when it is deactivated; nobody does so for it.
 */
@ProviderType
public interface Scheduler {

    /** Nanoseconds on a clock that a change of the wall clock does not move; only differences have a meaning. */
    long nanoTime();

    /**
     * A serial executor: its tasks run one after the other in the order given, never two at once, on threads it shares
     * with others. Tasks must not block; {@link #blocking()} is for those that do.
     *
     * @param name what the tasks work for, seen in thread names and logs
     */
    Executor mailbox(String name);

    /** Runs tasks that may block, each on a thread of its own taken from a bounded number. */
    Executor blocking();

    /**
     * Hands {@code task} to {@code executor} once {@code delay} has passed. A task that throws is logged and lost.
     *
     * @param delay zero or negative means at once
     */
    Timer after(Duration delay, Executor executor, Runnable task);
}
