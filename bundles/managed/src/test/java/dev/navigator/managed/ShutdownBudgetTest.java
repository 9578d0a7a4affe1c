package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownBudgetTest {

    private static final Duration TEN = Duration.ofSeconds(10);

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    @Test
    void aReserveIsKeptForTheKill() {
        assertEquals(seconds(19), new ShutdownBudget(0, seconds(20)).gentle());
        assertEquals(seconds(1.6), new ShutdownBudget(0, seconds(2)).gentle());
    }

    @Test
    void everybodyGetsTheConfiguredTimeIfThereIsEnough() {
        ShutdownBudget budget = new ShutdownBudget(0, seconds(31));

        assertEquals(TEN, budget.grace(0, TEN, List.of(TEN, TEN)));
    }

    @Test
    void whatTheOthersDoNotNeedIsNotKeptForThem() {
        ShutdownBudget budget = new ShutdownBudget(0, seconds(21));

        assertEquals(seconds(18), budget.grace(0, seconds(60), List.of(seconds(1), seconds(1))));
    }

    @Test
    void whenThereIsTooLittleItIsShared() {
        ShutdownBudget budget = new ShutdownBudget(0, seconds(13));

        assertEquals(seconds(4), budget.grace(0, TEN, List.of(TEN, TEN)));
    }

    @Test
    void timeThatHasPassedIsGone() {
        ShutdownBudget budget = new ShutdownBudget(0, seconds(11));

        assertEquals(seconds(4), budget.grace(seconds(6).toNanos(), TEN, List.of()));
        assertEquals(Duration.ZERO, budget.grace(seconds(12).toNanos(), TEN, List.of()));
    }

    @Test
    void noBudgetMeansNoGrace() {
        assertEquals(Duration.ZERO, new ShutdownBudget(0, seconds(-1)).grace(0, TEN, List.of()));
    }
}
