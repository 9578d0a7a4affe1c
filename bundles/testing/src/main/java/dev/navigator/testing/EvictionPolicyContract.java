package dev.navigator.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.IdleInstance;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.spi.EvictionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every eviction policy has to do; to be extended by the test of one. */
public abstract class EvictionPolicyContract {

    /** The policy under test. */
    protected abstract EvictionPolicy policy();

    /** Options it is to be asked with; none unless overridden. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** Whom it evicts of {@code idle}. */
    protected Optional<InstanceId> evict(List<IdleInstance> idle) {
        return policy().evict(Collections.unmodifiableList(idle), options());
    }

    /** The only instance of a tenant. */
    protected static IdleInstance idle(String tenant, Duration since, long served) {
        return new IdleInstance(new InstanceId(new TenantId(tenant), 1, 1000), since, served);
    }

    @Test
    void itEvictsOneOfTheIdleOrNobody() {
        List<IdleInstance> idle = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            idle.add(idle("tenant-" + i, Duration.ofSeconds(i * 7 % 20), i * 3L % 20));
            Optional<InstanceId> victim = evict(idle);

            assertTrue(
                    victim.isEmpty()
                            || idle.stream().anyMatch(instance -> instance.id().equals(victim.get())),
                    "evicted " + victim);
        }
    }

    @Test
    void itCopesWithEqualOnes() {
        IdleInstance one = idle("shop", Duration.ZERO, 0);
        IdleInstance other = idle("blog", Duration.ZERO, 0);

        Optional<InstanceId> victim = evict(List.of(one, other));

        assertTrue(victim.isEmpty()
                || victim.get().equals(one.id())
                || victim.get().equals(other.id()));
    }
}
