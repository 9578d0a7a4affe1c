package dev.navigator.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A service that may be away for a moment, while its bundle is updated, or for good. Thread-safe.
 *
 * @param <S> its type
 */
final class Awaited<S> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable S service;

    void bind(S next) {
        lock.lock();
        try {
            service = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a service, unless another has replaced it. */
    void unbind(S gone) {
        lock.lock();
        try {
            if (service == gone) {
                service = null;
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<S> now() {
        lock.lock();
        try {
            return Optional.ofNullable(service);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for it, at most for {@code limit}. */
    Optional<S> within(Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (service == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(service);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.ofNullable(service);
        } finally {
            lock.unlock();
        }
    }
}
