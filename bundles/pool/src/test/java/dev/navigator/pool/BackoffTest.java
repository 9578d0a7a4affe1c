package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Backoff backoff = new Backoff();
    private final List<Integer> asked = new ArrayList<>();
    private final Backoff.Policy policy = failures -> {
        asked.add(failures);
        return Optional.of(Duration.ofSeconds(failures));
    };

    @Test
    void twoFailuresInARowAreForgiven() {
        backoff.startFailed(0, policy);
        backoff.startFailed(0, policy);

        assertFalse(backoff.blocks(0));
        assertEquals(List.of(), asked);
    }

    @Test
    void fromTheThirdOnThePolicySpaces() {
        for (int i = 0; i < 4; i++) {
            backoff.startFailed(0, policy);
        }

        assertEquals(List.of(3, 4), asked);
        assertTrue(backoff.blocks(4 * SECOND - 1));
        assertFalse(backoff.blocks(4 * SECOND));
    }

    @Test
    void anInstanceThatIsReadyEndsARowOfFailedStarts() {
        backoff.startFailed(0, policy);
        backoff.startFailed(0, policy);
        backoff.ready();
        backoff.startFailed(0, policy);

        assertFalse(backoff.blocks(0));
    }

    @Test
    void butNotARowOfCrashes() {
        for (int i = 0; i < 3; i++) {
            backoff.crashed(0, policy);
            backoff.ready();
        }
        backoff.crashed(0, policy);

        assertTrue(backoff.blocks(0));

        backoff.proven();
        backoff.ready();
        backoff.crashed(0, policy);
        assertFalse(backoff.blocks(0));
    }

    @Test
    void aPolicyMayGiveUpUntilSomebodyInsists() {
        for (int i = 0; i < 3; i++) {
            backoff.startFailed(0, failures -> Optional.empty());
        }
        assertTrue(backoff.blocks(Long.MAX_VALUE / 2));
        assertEquals(OptionalLong.empty(), backoff.unblocked());

        backoff.forget();
        assertFalse(backoff.blocks(0));
    }
}
