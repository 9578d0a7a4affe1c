package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;

    private final RateLimit limit = new RateLimit(0);

    private int pass(int lines, int length, long now) {
        int passed = 0;
        for (int i = 0; i < lines; i++) {
            passed += limit.pass(length, now) ? 1 : 0;
        }
        return passed;
    }

    @Test
    void aBurstPassesAndTheRestIsCounted() {
        assertEquals(RateLimit.BURST_LINES, pass(12_000, 10, 0));

        assertEquals(new RateLimit.Suppressed(2_000, 20_000), limit.take());
        assertFalse(limit.suppressing());
    }

    @Test
    void inTheLongRunSoManyLinesASecondPass() {
        pass(RateLimit.BURST_LINES, 1, 0);

        assertEquals(RateLimit.LINES_PER_SECOND * 3, pass(100_000, 1, 3 * SECOND));
    }

    @Test
    void longLinesCountByTheirBytes() {
        assertEquals(RateLimit.BURST_BYTES / 8192, pass(10_000, 8192, 0));
        assertEquals(RateLimit.BYTES_PER_SECOND / 8192, pass(10_000, 8192, SECOND));
    }

    @Test
    void whatWasNotReadCountsToo() {
        limit.suppress(0, 1_000_000);

        assertTrue(limit.suppressing());
        assertEquals(new RateLimit.Suppressed(0, 1_000_000), limit.take());
    }
}
