package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.ManualScheduler;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PortWatchTest {

    private final ManualScheduler clock = new ManualScheduler();
    private final Set<Integer> listening = new HashSet<>();
    private final List<Integer> looks = new ArrayList<>();
    private final Set<Long> times = new HashSet<>();
    private boolean broken;
    private final PortWatch watch = new PortWatch(clock, port -> {
        if (broken) {
            throw new IllegalStateException("no more threads");
        }
        looks.add(port);
        times.add(clock.nanoTime());
        return listening.contains(port);
    });
    private final AtomicInteger heard = new AtomicInteger();

    @Test
    void whoListensIsHeardOfOnceWithinMilliseconds() {
        watch.begin(4000, heard::incrementAndGet);
        watch.begin(4001, () -> {});
        clock.advance(Duration.ofSeconds(5));
        assertEquals(0, heard.get());

        listening.add(4000);
        clock.advance(Duration.ofMillis(10));

        assertEquals(1, heard.get());
        clock.advance(Duration.ofSeconds(5));
        assertEquals(1, heard.get());
    }

    @Test
    void aFastStartIsHeardOfAtOnce() {
        watch.begin(4000, heard::incrementAndGet);
        clock.advance(Duration.ofMillis(10));
        listening.add(4000);

        clock.advance(Duration.ofMillis(2));

        assertEquals(1, heard.get());
    }

    @Test
    void aFastStartIsHeardOfAtOnceBesideASlowOne() {
        watch.begin(4001, () -> {});
        clock.advance(Duration.ofSeconds(5));
        listening.add(4000);

        watch.begin(4000, heard::incrementAndGet);
        clock.advance(Duration.ofMillis(2));

        assertEquals(1, heard.get());
    }

    @Test
    void aLookThatGoesWrongIsNotTheLast() {
        broken = true;
        watch.begin(4000, heard::incrementAndGet);
        assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ofMillis(2)));

        broken = false;
        listening.add(4000);
        clock.advance(Duration.ofMillis(20));

        assertEquals(1, heard.get());
    }

    @Test
    void aHundredAreLookedAtTogetherNoMoreThanAThousandTimesASecond() {
        for (int port = 4000; port < 4100; port++) {
            watch.begin(port, () -> {});
            clock.advance(Duration.ofMillis(7));
        }
        clock.advance(Duration.ofSeconds(1));
        looks.clear();
        times.clear();

        clock.advance(Duration.ofSeconds(5));

        assertTrue(looks.size() > 4_000 && looks.size() <= 5_100 * 4 / 3, "looks " + looks.size());
        assertTrue(times.size() < 300, "times at which somebody looks " + times.size());
    }

    @Test
    void nobodyIsLookedAtWhenNobodyWaits() {
        PortWatch.Wait one = watch.begin(4000, heard::incrementAndGet);
        clock.advance(Duration.ofMillis(10));
        watch.end(one);
        clock.advance(Duration.ofMillis(10));
        looks.clear();
        listening.add(4000);

        clock.advance(Duration.ofSeconds(5));

        assertEquals(List.of(), looks);
        watch.begin(4000, heard::incrementAndGet);
        clock.advance(Duration.ofMillis(2));
        assertEquals(1, heard.get());
    }

    @Test
    void aPortOfThisMachineIsListenedOnOrNot() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
            assertTrue(PortWatch.isListenedOn(port));
        }
        assertFalse(PortWatch.isListenedOn(port));
    }
}
