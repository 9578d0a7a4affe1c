package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.processes.RestartContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static Duration delay(Backoff backoff, int failures) {
        RestartContext context = new RestartContext(Launch.owner("redis"), failures, Duration.ZERO, Map.of());
        return backoff.delay(context).orElseThrow();
    }

    @Test
    void itDoublesFromOneSecondToAMinute() {
        Backoff backoff = new Backoff(() -> 0.5);

        List<Long> seconds = IntStream.rangeClosed(1, 9)
                .mapToObj(failures -> delay(backoff, failures).toSeconds())
                .toList();

        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L), seconds);
    }

    @Test
    void itVariesByATenthAndNeverExceedsAMinute() {
        assertEquals(Duration.ofMillis(900), delay(new Backoff(() -> 0), 1));
        assertEquals(Duration.ofMillis(1100), delay(new Backoff(() -> 1), 1));
        assertEquals(Duration.ofSeconds(60), delay(new Backoff(() -> 1), 1000));
    }
}
