package com.example.ports;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.spi.PortSelector;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Component;

/**
 * Gives a tenant the same port again and again, without remembering it.
 *
 * <p>Tenant and option {@code salt} together put the ports into an order of the tenant's own; the first that is free is
 * chosen. What other tenants lease does not change the order, so a tenant only ever moves when its own port is taken.
 * Another salt gives another order.
 */
@Component(property = "navigator.strategy=hashed")
public final class HashedPorts implements PortSelector {

    @Override
    public OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
        int seed = (tenant.value() + '\n' + options.getOrDefault("salt", "")).hashCode();
        // Whether a port is free is only known by asking the operating system, so few are asked about.
        return IntStream.rangeClosed(free.first(), free.last())
                .boxed()
                .sorted(Comparator.comparingInt(port -> rank(seed, port)))
                .filter(free::contains)
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    /** One to one for a seed, so no two ports rank the same; the finish of MurmurHash3, which scatters neighbours. */
    private static int rank(int seed, int port) {
        int rank = seed ^ port;
        rank = (rank ^ rank >>> 16) * 0x85ebca6b;
        rank = (rank ^ rank >>> 13) * 0xc2b2ae35;
        return rank ^ rank >>> 16;
    }
}
