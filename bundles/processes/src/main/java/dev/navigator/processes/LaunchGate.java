package dev.navigator.processes;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets launches in until it is closed, and closes when the last one is out. */
final class LaunchGate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition out = lock.newCondition();
    private int inside;
    private volatile boolean closed;

    void enter() {
        lock.lock();
        try {
            requireOpen();
            inside++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            out.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for those inside, for a while. */
    void close(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            closed = true;
            while (inside > 0 && left > 0) {
                left = out.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("these processes have been handed over; ask the service that has them now");
        }
    }
}
