package dev.navigator.logging;

/**
 * Lets so many lines and bytes of one process pass, and counts the rest: at most {@value #BURST_LINES} lines and
 * {@value #BURST_BYTES} bytes at once, {@value #LINES_PER_SECOND} lines and {@value #BYTES_PER_SECOND} bytes a second in the
 * long run. Not thread-safe.
 */
final class RateLimit {

    static final int BURST_LINES = 10_000;
    static final int LINES_PER_SECOND = 1_000;
    static final int BURST_BYTES = 4 * 1024 * 1024;
    static final int BYTES_PER_SECOND = 512 * 1024;

    private static final double NANOS = 1e9;

    private double lines = BURST_LINES;
    private double bytes = BURST_BYTES;
    private long filled;
    private long suppressedLines;
    private long suppressedBytes;

    /**
     * @param now monotonic nanoseconds
     */
    RateLimit(long now) {
        filled = now;
    }

    /** Whether a line of that length may pass; if not, it is counted. */
    boolean pass(int length, long now) {
        double seconds = (now - filled) / NANOS;
        filled = now;
        lines = Math.min(BURST_LINES, lines + seconds * LINES_PER_SECOND);
        bytes = Math.min(BURST_BYTES, bytes + seconds * BYTES_PER_SECOND);
        if (lines >= 1 && bytes >= length) {
            lines--;
            bytes -= length;
            return true;
        }
        suppress(1, length);
        return false;
    }

    /** Counts what was not even read. */
    void suppress(long moreLines, long moreBytes) {
        suppressedLines += moreLines;
        suppressedBytes += moreBytes;
    }

    boolean suppressing() {
        return suppressedBytes > 0 || suppressedLines > 0;
    }

    /** What was suppressed since the last call. */
    Suppressed take() {
        Suppressed taken = new Suppressed(suppressedLines, suppressedBytes);
        suppressedLines = 0;
        suppressedBytes = 0;
        return taken;
    }

    record Suppressed(long lines, long bytes) {}
}
