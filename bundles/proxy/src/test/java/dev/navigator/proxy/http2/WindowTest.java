package dev.navigator.proxy.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What a client may send, and how often it may do what is of no use. */
class WindowTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void noMoreThanTheWindowMayCome() {
        ReceiveWindow window = new ReceiveWindow(100);

        assertTrue(window.take(60));
        assertTrue(window.take(40));
        assertFalse(window.take(1));
    }

    @Test
    void roomIsAnnouncedOnceThereIsEnoughOfIt() {
        ReceiveWindow window = new ReceiveWindow(100);
        assertTrue(window.take(100));

        assertEquals(0, window.giveBack(0));
        assertEquals(0, window.giveBack(49));
        assertEquals(60, window.giveBack(11));
        assertTrue(window.take(60));
        assertFalse(window.take(1));
    }

    @Test
    void aLargerWindowIsAnnouncedWithTheNextRoom() {
        ReceiveWindow window = new ReceiveWindow(100);
        assertTrue(window.take(100));

        window.grow(400);
        window.grow(200);

        assertEquals(400, window.giveBack(100));
        assertTrue(window.take(400));
        assertFalse(window.take(1));
    }

    @Test
    void anAllowanceIsSpentAndComesBackWithTime() {
        Allowance allowance = new Allowance(3, 2, 0);

        assertEquals(3, spent(allowance, 0));
        assertEquals(1, spent(allowance, SECOND)); // of the two that came back, one had been overdrawn
        assertEquals(3, spent(allowance, 100 * SECOND));
    }

    /** How often it can be spent at a moment. */
    private static int spent(Allowance allowance, long now) {
        int times = 0;
        while (allowance.spend(now)) {
            times++;
        }
        return times;
    }
}
