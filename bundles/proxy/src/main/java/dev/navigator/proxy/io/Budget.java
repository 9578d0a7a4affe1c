package dev.navigator.proxy.io;

import java.util.concurrent.atomic.AtomicLong;

/** What the buffers of all threads may take together. Thread-safe. */
final class Budget {

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Budget(long most) {
        this.most = most;
    }

    /**
     * Half of what the JVM allows, unless told otherwise as much as its heap: the other half is for buffers that are not
     * collected yet, and for another version of this bundle.
     */
    static Budget ofJvm() {
        return new Budget(Runtime.getRuntime().maxMemory() / 2);
    }

    /** Takes {@code bytes}; false when that is too much. */
    boolean take(int bytes) {
        boolean granted = taken.addAndGet(bytes) <= most;
        if (!granted) {
            give(bytes);
        }
        return granted;
    }

    void give(int bytes) {
        taken.addAndGet(-bytes);
    }

    /** Whether half of it is taken. */
    boolean scarce() {
        return taken.get() > most / 2;
    }
}
