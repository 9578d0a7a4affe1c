package dev.navigator.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.spi.PortSelector;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every port selector has to do; to be extended by the test of one. */
@SuppressWarnings("JdkObsolete") // selectors are promised a SortedSet, and no more
public abstract class PortSelectorContract {

    private static final TenantId SHOP = new TenantId("shop");

    /** The selector under test. */
    protected abstract PortSelector selector();

    /** Options it is to be asked with; none unless overridden. */
    protected Map<String, String> options() {
        return Map.of();
    }

    private OptionalInt select(String tenant, SortedSet<Integer> free) {
        return selector().select(new TenantId(tenant), free, options());
    }

    /** Ports as the allocator passes them: they cannot be changed. */
    protected static SortedSet<Integer> ports(Integer... ports) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(List.of(ports)));
    }

    @Test
    void itSelectsAFreePortOrNone() {
        SortedSet<Integer> free = ports(4000, 4001, 4017, 4099);
        for (int i = 0; i < 100; i++) {
            OptionalInt port = select("tenant-" + i, free);

            assertTrue(port.isEmpty() || free.contains(port.getAsInt()), "selected " + port);
        }
    }

    @Test
    void itCopesWithASingleFreePort() {
        OptionalInt port = select("shop", ports(4042));

        assertTrue(port.isEmpty() || port.getAsInt() == 4042, "selected " + port);
    }

    @Test
    void itMayBeAskedByManyThreadsAtOnce() {
        SortedSet<Integer> free = ports(IntStream.range(4000, 4100).boxed().toArray(Integer[]::new));

        long wrong = IntStream.range(0, 1000)
                .parallel()
                .mapToObj(i -> selector().select(SHOP, free, options()))
                .filter(port -> port.isPresent() && !free.contains(port.getAsInt()))
                .count();

        assertEquals(0, wrong);
    }
}
