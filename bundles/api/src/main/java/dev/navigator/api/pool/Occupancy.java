package dev.navigator.api.pool;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many exchanges an instance has in flight, and whether it takes more.
 *
 * <p>It lies between the pool, which owns it, and the exchanges that hold leases on it, and survives an update of either
 * bundle. Thread-safe without locks. Because closing and acquiring are one atomic word, no exchange ever gets an instance
 * whose stop has been decided.
 */
public final class Occupancy {

    private static final int CLOSED = 1 << 31;

    private final AtomicInteger word = new AtomicInteger();
    private volatile long idleSince;
    private volatile boolean used;
    private volatile @Nullable Runnable watcher;

    /**
     * @param now the {@linkplain dev.navigator.api.runtime.Scheduler#nanoTime() time} from which it counts as idle
     */
    public Occupancy(long now) {
        idleSince = now;
    }

    /** Takes one place unless {@code limit} are taken or no more are given. */
    public boolean tryAcquire(int limit) {
        for (; ; ) {
            int current = word.get();
            if (current < 0 || current >= limit) {
                return false;
            }
            if (word.compareAndSet(current, current + 1)) {
                return true;
            }
        }
    }

    /** Gives one place back. */
    public void release() {
        used = true;
        if ((word.get() & ~CLOSED) == 1) {
            idleSince = System.nanoTime();
        }
        word.decrementAndGet();
        Runnable hearer = watcher;
        if (hearer != null) {
            hearer.run();
        }
    }

    /** Gives no more places; those taken stay until they are released. */
    public void close() {
        word.updateAndGet(current -> current | CLOSED);
    }

    /** Gives no more places if none is taken now. */
    public boolean closeIfIdle() {
        return word.compareAndSet(0, CLOSED);
    }

    /** Gives places again after {@link #close}: what was to replace the instance did not come up. */
    public void reopen() {
        word.updateAndGet(current -> current & ~CLOSED);
    }

    public boolean closed() {
        return word.get() < 0;
    }

    /** Places taken. */
    public int inFlight() {
        return word.get() & ~CLOSED;
    }

    /** When the last place was given back, on the monotonic clock; meaningless while {@link #inFlight} is above 0. */
    public long idleSince() {
        return idleSince;
    }

    /** Whether a place was ever taken and given back. */
    public boolean used() {
        return used;
    }

    /**
     * Sets who hears of every release, from the releasing thread; it must be quick and must not block. The pool's business.
     */
    public void watch(@Nullable Runnable hearer) {
        watcher = hearer;
    }
}
