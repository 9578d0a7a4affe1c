package dev.navigator.strategies;

import dev.navigator.api.pool.IdleInstance;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.spi.EvictionPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code longest-idle}: the instance that has been idle for the longest time. Stock default. */
public final class LongestIdle implements EvictionPolicy {

    @Override
    public Optional<InstanceId> evict(List<IdleInstance> idle, Map<String, String> options) {
        return idle.stream().max(Comparator.comparing(IdleInstance::idle)).map(IdleInstance::id);
    }
}
