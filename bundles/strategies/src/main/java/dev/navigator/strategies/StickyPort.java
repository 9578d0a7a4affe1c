package dev.navigator.strategies;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.spi.PortSelector;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * {@code sticky}: the port this tenant had last, wherever that is free again.
 *
 * <p>Nothing is remembered for it: each tenant has an order of its own in which it prefers the ports of the range, derived from
 * its name, and gets the first that is free. So it comes back to the same port after a restart of Navigator too.
 */
public final class StickyPort implements PortSelector {

    @Override
    public OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
        int name = tenant.value().hashCode();
        return PortPreference.first(free, port -> PortPreference.mix(PortPreference.mix(name) ^ port));
    }
}
