package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadyWatchTest {

    private final ManualScheduler scheduler = new ManualScheduler();
    private final List<String> heard = new ArrayList<>();
    private Optional<String> obstacle = Optional.of("not yet");
    private int looks;

    private ReadyWatch watch(Probe probe) {
        return new ReadyWatch(scheduler, scheduler.mailbox("test"), probe, () -> heard.add("ready"));
    }

    private Optional<String> look() {
        looks++;
        return obstacle;
    }

    @Test
    void readinessIsNoticedWithinHalfASecond() {
        watch(this::look).start(Duration.ofSeconds(30), heard::add);
        scheduler.advance(Duration.ofSeconds(20));

        obstacle = Optional.empty();
        scheduler.advance(Duration.ofMillis(500));

        assertEquals(List.of("ready"), heard);
        assertEquals(0, scheduler.pending());
        assertTrue(looks < 50, "looked " + looks + " times");
    }

    @Test
    void beingLateIsToldOnceAndIsNoReasonToGiveUp() {
        watch(this::look).start(Duration.ofSeconds(5), heard::add);
        scheduler.advance(Duration.ofSeconds(60));
        assertEquals(List.of("not yet"), heard);

        obstacle = Optional.empty();
        scheduler.advance(Duration.ofSeconds(1));

        assertEquals(List.of("not yet", "ready"), heard);
    }

    @Test
    void aProbeThatThrowsIsAnObstacle() {
        watch(() -> {
                    throw new IllegalArgumentException("port out of range: 70000");
                })
                .start(Duration.ofSeconds(1), heard::add);

        scheduler.advance(Duration.ofSeconds(2));

        assertEquals(
                List.of("the ready check failed: java.lang.IllegalArgumentException: port out of range: 70000"), heard);
    }

    @Test
    void aProbeThatOverflowsTheStackIsAskedAgain() {
        watch(() -> {
                    if (looks++ == 0) {
                        throw new StackOverflowError("on purpose");
                    }
                    return Optional.empty();
                })
                .start(Duration.ofSeconds(30), heard::add);

        scheduler.advance(Duration.ofSeconds(1));

        assertEquals(List.of("ready"), heard);
    }

    @Test
    void aCancelledWatchLeavesNothingBehind() {
        ReadyWatch watch = watch(this::look);
        watch.start(Duration.ofSeconds(5), heard::add);

        watch.cancel();
        scheduler.advance(Duration.ofSeconds(60));

        assertEquals(List.of(), heard);
        assertEquals(0, scheduler.pending());
    }
}
