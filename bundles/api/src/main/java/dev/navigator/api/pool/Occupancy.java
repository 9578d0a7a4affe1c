package dev.navigator.api.pool;

import dev.navigator.api.runtime.Scheduler;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many exchanges an instance has in flight, how many it has served, and whether it takes more.
 *
 * <p>It lies between the pool, which owns it, and the exchanges that hold leases on it, and survives an update of either
 * bundle. Thread-safe without locks. Because closing and acquiring are one atomic word, no exchange ever gets an instance
 * whose stop has been decided.
 */
public final class Occupancy {

    // From the top: one bit "closed", which makes the word negative; 43 bits served; 20 bits in flight.
    private static final long CLOSED = 1L << 63;
    private static final int SERVED_SHIFT = 20;
    private static final long IN_FLIGHT = (1L << SERVED_SHIFT) - 1;
    private static final long ONE_MORE_SERVED = 1L << SERVED_SHIFT;

    private final LongSupplier clock;
    private final AtomicLong word = new AtomicLong();
    private volatile long idleSince;
    private volatile boolean answered;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile @Nullable Runnable watcher;

    /** Idle from now on, on the clock of {@code scheduler}. */
    public Occupancy(Scheduler scheduler) {
        clock = scheduler::nanoTime;
        idleSince = clock.getAsLong();
    }

    /**
     * On the clock of {@link System#nanoTime()}.
     *
     * @param now the time from which it counts as idle
     */
    public Occupancy(long now) {
        clock = System::nanoTime;
        idleSince = now;
    }

    /** Takes one place unless {@code limit} are taken or no more are given. */
    public boolean tryAcquire(int limit) {
        for (; ; ) {
            long current = word.get();
            if (current < 0 || (current & IN_FLIGHT) >= limit) {
                return false;
            }
            if (word.compareAndSet(current, current + 1)) {
                return true;
            }
        }
    }

    /** Gives one place back. */
    public void release() {
        for (; ; ) {
            long current = word.get();
            if ((current & IN_FLIGHT) == 1) {
                // Before the place is free, so that whoever sees nothing in flight sees when that began.
                idleSince = clock.getAsLong();
            }
            if (word.compareAndSet(current, current + ONE_MORE_SERVED - 1)) {
                break;
            }
        }
        Runnable hearer = watcher;
        if (hearer != null) {
            hearer.run();
        }
    }

    /** Gives no more places; those taken stay until they are released. */
    public void close() {
        word.updateAndGet(current -> current | CLOSED);
    }

    /** Gives no more places if none is taken now and it was not closed already. */
    public boolean closeIfIdle() {
        for (; ; ) {
            long current = word.get();
            if (current < 0 || (current & IN_FLIGHT) != 0) {
                return false;
            }
            if (word.compareAndSet(current, current | CLOSED)) {
                return true;
            }
        }
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
        return (int) (word.get() & IN_FLIGHT);
    }

    /** Notes that the instance has answered a request. */
    public void answer() {
        if (!answered) { // nearly always it is known: then nothing is written that other threads read
            answered = true;
        }
        if (unanswered.get() != 0) {
            unanswered.set(0);
        }
    }

    /** Notes that a request was given up because the instance had not answered in time. */
    public void timeOut() {
        unanswered.incrementAndGet();
    }

    /** Requests given up since the instance last answered one. */
    public int unanswered() {
        return unanswered.get();
    }

    /** Whether the instance has ever answered a request, however. */
    public boolean answered() {
        return answered;
    }

    /** Places given back so far. */
    public long served() {
        return (word.get() & ~CLOSED) >>> SERVED_SHIFT;
    }

    /** When the last place was given back, on the monotonic clock; meaningless while {@link #inFlight} is above 0. */
    public long idleSince() {
        return idleSince;
    }

    /** Whether a place was ever taken and given back. */
    public boolean used() {
        return served() > 0;
    }

    /**
     * Sets who hears of every release, from the releasing thread; it must be quick and must not block. The pool's business.
     */
    public void watch(@Nullable Runnable hearer) {
        watcher = hearer;
    }
}
