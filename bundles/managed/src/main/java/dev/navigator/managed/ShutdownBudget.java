package dev.navigator.managed;

import java.time.Duration;
import java.util.Collection;

/**
 * Divides the time of a shutdown among processes that stop one after the other. A share of it is kept back, in which those
 * that are still there are ended by force.
 */
final class ShutdownBudget {

    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(1);
    private static final int RESERVE_DIVISOR = 5;

    private final long start;
    private final Duration gentle;
    private final Duration whole;

    /**
     * @param start monotonic nanoseconds
     */
    ShutdownBudget(long start, Duration whole) {
        this.start = start;
        this.whole = whole.isNegative() ? Duration.ZERO : whole;
        Duration reserve = this.whole.dividedBy(RESERVE_DIVISOR);
        this.gentle = this.whole.minus(reserve.compareTo(LONGEST_RESERVE) > 0 ? LONGEST_RESERVE : reserve);
    }

    /** Until then processes are asked; afterwards they are ended. */
    Duration gentle() {
        return gentle;
    }

    Duration whole() {
        return whole;
    }

    /**
     * What the next process gets: all it is configured to get, if that leaves the others theirs; otherwise what they leave,
     * but at least an equal share.
     *
     * @param others the stop timeouts of those that are to be asked after it
     */
    Duration grace(long now, Duration stopTimeout, Collection<Duration> others) {
        Duration left = gentle.minusNanos(now - start);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        Duration spare = others.stream().reduce(left, Duration::minus);
        Duration share = left.dividedBy(others.size() + 1L);
        Duration most = spare.compareTo(share) > 0 ? spare : share;
        return stopTimeout.compareTo(most) < 0 ? stopTimeout : most;
    }
}
