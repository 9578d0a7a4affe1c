package dev.navigator.pool;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service of another bundle, which may be away for a moment while that bundle is updated: who asks then waits a little, and
 * who asked a service that went is sent to the next. Thread-safe.
 *
 * @param <T> the service
 */
final class Awaited<T> {

    /** An update takes a fraction of a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private volatile @Nullable T service;
    private boolean kept;

    Awaited(Class<T> type) {
        name = type.getSimpleName();
    }

    void bind(T next) {
        lock.lock();
        try {
            service = next;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Withdraws a service, unless another has replaced it. */
    void unbind(T gone) {
        lock.lock();
        try {
            if (service == gone && !kept) {
                service = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on the last one stays, whatever becomes of it. */
    void keep() {
        lock.lock();
        try {
            kept = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks the service. Blocks while there is none, for a while.
     *
     * @throws AbsentException when none came
     */
    <R> R ask(Function<T, R> question) {
        T asked = get();
        try {
            return question.apply(asked);
        } catch (RuntimeException e) {
            if (service == asked) {
                throw e;
            }
            return question.apply(get());
        }
    }

    /** Tells the service something; otherwise as {@link #ask}. */
    void run(Consumer<T> action) {
        ask(asked -> {
            action.accept(asked);
            return Boolean.TRUE;
        });
    }

    private T get() {
        T present = service;
        return present != null ? present : await();
    }

    private T await() {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            while (service == null && left > 0) {
                left = arrived.awaitNanos(left);
            }
            T present = service;
            if (present == null) {
                throw new AbsentException("service '" + name + "': absent for "
                        + TimeUnit.NANOSECONDS.toSeconds(PATIENCE.toNanos()) + "s; is its bundle active?");
            }
            return present;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AbsentException("service '" + name + "': interrupted while waiting for it");
        } finally {
            lock.unlock();
        }
    }

    /** Nobody offers the service. */
    static final class AbsentException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AbsentException(String message) {
            super(message);
        }
    }
}
