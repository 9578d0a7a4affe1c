package dev.navigator.proxy.http2;

/** What may be done often for a moment, but not for long: so much at once, and so much more with every second. Confined to one thread. */
public final class Allowance {

    private static final double NANOS = 1e9;

    private final int most;
    private final double perNano;
    private double left;
    private long since;

    public Allowance(int most, int perSecond, long now) {
        this.most = most;
        perNano = perSecond / NANOS;
        left = most;
        since = now;
    }

    /** Notes that it is done once more; false when that is too often. */
    public boolean spend(long now) {
        left = Math.min(most, left + (now - since) * perNano) - 1;
        since = now;
        return left >= 0;
    }
}
