package dev.navigator.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.ScalingContext;
import dev.navigator.api.pool.spi.ScalingPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every scaling policy has to do; to be extended by the test of one. */
public abstract class ScalingPolicyContract {

    private static final int CONCURRENCY = 5;

    /** The policy under test. */
    protected abstract ScalingPolicy policy();

    /** Options it is to be asked with; none unless overridden. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** Asks about a tenant whose instances serve five requests each, of which it may have ten. */
    protected int desired(int ready, int starting, int queued, int inFlight) {
        return policy().desired(new ScalingContext(
                new TenantId("shop"), ready, starting, queued, inFlight, CONCURRENCY, 0, 10, options()));
    }

    @Test
    void whateverTheLoadTheAnswerIsANumberOfInstances() {
        for (int ready = 0; ready <= 10; ready++) {
            for (int starting = 0; starting <= 3; starting++) {
                for (int queued : new int[] {0, 1, 100, 1_000_000}) {
                    int desired = desired(ready, starting, queued, ready * CONCURRENCY);

                    assertTrue(
                            desired >= 0,
                            ready + " ready, " + starting + " starting, " + queued + " queued: " + desired);
                }
            }
        }
    }
}
