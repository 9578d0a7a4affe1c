package dev.navigator.strategies;

import dev.navigator.api.pool.IdleInstance;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.spi.EvictionPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code least-used}: the instance that has served the fewest requests; among equals the one idle longest. */
public final class LeastUsed implements EvictionPolicy {

    @Override
    public Optional<InstanceId> evict(List<IdleInstance> idle, Map<String, String> options) {
        return idle.stream()
                .min(Comparator.comparing(IdleInstance::requestsServed)
                        .thenComparing(IdleInstance::idle, Comparator.reverseOrder()))
                .map(IdleInstance::id);
    }
}
