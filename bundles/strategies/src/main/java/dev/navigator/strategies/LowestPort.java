package dev.navigator.strategies;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.spi.PortSelector;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;

/** {@code lowest}: the first free port of the range. Stock default. */
public final class LowestPort implements PortSelector {

    @Override
    public OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
        return OptionalInt.of(free.first());
    }
}
