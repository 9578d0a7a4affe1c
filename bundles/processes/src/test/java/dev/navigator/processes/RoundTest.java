package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.testing.ManualScheduler;
import dev.navigator.testing.RealScheduler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundTest {

    private final ManualScheduler scheduler = new ManualScheduler();
    private int runs;

    @Test
    void comesRoundWhenAskedAndWhenItSaid() {
        Round round = round(Optional.of(Duration.ofMillis(100)));

        scheduler.advance(Duration.ofSeconds(1));
        assertEquals(0, runs);

        round.soon();
        assertEquals(1, runs);

        scheduler.advance(Duration.ofMillis(250));
        assertEquals(3, runs);
    }

    @Test
    void costsNothingWhenItNamesNoTime() {
        Round round = round(Optional.empty());

        round.soon();

        assertEquals(0, scheduler.pending());
    }

    @Test
    void askingInBetweenReplacesTheTimer() {
        Round round = round(Optional.of(Duration.ofMillis(100)));

        round.soon();
        round.soon();
        round.now();

        assertEquals(3, runs);
        assertEquals(1, scheduler.pending());
    }

    @Test
    void afterItsEndItComesNoMore() {
        Round round = round(Optional.of(Duration.ofMillis(100)));
        round.soon();

        round.close();
        round.soon();
        scheduler.advance(Duration.ofSeconds(1));

        assertEquals(1, runs);
        assertEquals(0, scheduler.pending());
    }

    @Test
    void whatFailsIsTriedAgain() {
        Round round = new Round(scheduler, () -> {
            runs++;
            throw new IllegalStateException("broken");
        });

        round.soon();
        scheduler.advance(Duration.ofSeconds(2));

        assertEquals(3, runs);
    }

    @Test
    void anErrorOfTheJvmIsNoEndToIt() {
        Round round = new Round(scheduler, () -> {
            runs++;
            throw new OutOfMemoryError("unable to create native thread, on purpose");
        });

        round.soon();
        scheduler.advance(Duration.ofSeconds(2));
        round.soon();

        assertEquals(4, runs);
    }

    @Test
    void whoAsksWhileItRunsGetsAnotherRun() throws Exception {
        AtomicInteger count = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        try (RealScheduler real = new RealScheduler()) {
            Round round = new Round(real, () -> {
                count.incrementAndGet();
                first.countDown();
                await(asked);
                second.countDown();
                return Optional.empty();
            });
            round.soon();
            first.await();
            round.soon();
            round.soon();
            asked.countDown();
            second.await();
            round.close();
        }

        assertEquals(2, count.get());
    }

    private Round round(Optional<Duration> next) {
        return new Round(scheduler, () -> {
            runs++;
            return next;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
