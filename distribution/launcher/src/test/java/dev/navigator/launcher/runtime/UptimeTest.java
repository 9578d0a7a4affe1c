package dev.navigator.launcher.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UptimeTest {

    @Test
    void aThreadsNameMayLookLikeFields() {
        String stat = "7 (a) R (b 1) S 1 7 7 0 -1 4194304 1 0 0 0 3 1 0 0 20 0 9 0 1234 88 99";

        assertEquals(Duration.ofMillis(660), Uptime.between(stat, "13.00 25.11\n"));
    }

    @Test
    void itCountsFromTheStartOfTheThread() throws Exception {
        long before = System.nanoTime();
        Duration[] uptime = new Duration[1];
        Thread thread = new Thread(() -> uptime[0] = Uptime.ofMainThread());
        thread.start();
        thread.join();

        assertTrue(
                uptime[0].compareTo(Duration.ofNanos(System.nanoTime() - before).plusMillis(20)) <= 0,
                uptime[0]::toString);
    }
}
