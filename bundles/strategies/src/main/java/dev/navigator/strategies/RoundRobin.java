package dev.navigator.strategies;

import dev.navigator.api.pool.Candidates;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.routing.RequestView;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code round-robin}: one instance after the other. The counter is all it remembers, and it is shared by all tenants: to begin
 * anywhere does no harm.
 */
public final class RoundRobin implements InstanceSelector {

    private final AtomicInteger turn = new AtomicInteger();

    @Override
    public int select(Candidates candidates, RequestView request, Map<String, String> options) {
        return Math.floorMod(turn.getAndIncrement(), candidates.size());
    }
}
