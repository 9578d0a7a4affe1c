package dev.navigator.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.RestartPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every restart policy has to do; to be extended by the test of one. */
public abstract class RestartPolicyContract {

    private static final Duration DAY = Duration.ofDays(1);

    /** The policy under test. */
    protected abstract RestartPolicy policy();

    /** Options it is to be asked with; none unless overridden. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** Asks about a process that has failed {@code failures} times in a row, the last time after {@code uptime}. */
    protected Optional<Duration> delay(int failures, Duration uptime) {
        Owner owner = new Owner(Owner.Kind.MANAGED, "worker", 1);
        return policy().delay(new RestartContext(owner, failures, uptime, options()));
    }

    @Test
    void howeverOftenSomethingFailsTheAnswerIsATimeToWaitOrNone() {
        for (int failures : new int[] {1, 2, 3, 10, 63, 64, 65, 1000, Integer.MAX_VALUE}) {
            Optional<Duration> delay = delay(failures, Duration.ZERO);

            assertTrue(delay.filter(Duration::isNegative).isEmpty(), failures + " failures: " + delay);
            assertTrue(delay.filter(time -> time.compareTo(DAY) > 0).isEmpty(), failures + " failures: " + delay);
        }
    }

    @Test
    void howeverLongItRanBeforeTheAnswerIsATimeToWaitOrNone() {
        for (Duration uptime : new Duration[] {Duration.ZERO, Duration.ofSeconds(61), Duration.ofDays(10_000)}) {
            Optional<Duration> delay = delay(5, uptime);

            assertTrue(delay.filter(Duration::isNegative).isEmpty(), "after " + uptime + ": " + delay);
        }
    }
}
