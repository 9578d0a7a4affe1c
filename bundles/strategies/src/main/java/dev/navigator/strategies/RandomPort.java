package dev.navigator.strategies;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.spi.PortSelector;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.concurrent.ThreadLocalRandom;

/** {@code random}: any free port, so that nobody can count on one. */
public final class RandomPort implements PortSelector {

    @Override
    public OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
        int seed = ThreadLocalRandom.current().nextInt();
        return PortPreference.first(free, port -> PortPreference.mix(port ^ seed));
    }
}
