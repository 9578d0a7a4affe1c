package com.example.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashedPortsTest {

    private static final TenantId SHOP = new TenantId("shop");
    private static final Map<String, String> UNSALTED = Map.of();

    private final HashedPorts selector = new HashedPorts();

    @Test
    void aTenantGetsTheSamePortInEveryRun() {
        assertEquals(4098, select(SHOP, ports(), UNSALTED));
    }

    @Test
    void aTenantKeepsItsPortWhateverOthersLease() {
        int own = select(SHOP, ports(), UNSALTED);

        for (int other : ports()) {
            SortedSet<Integer> free = ports();
            if (other != own) {
                free.remove(other);
            }
            assertEquals(own, select(SHOP, free, UNSALTED));
        }
    }

    @Test
    void whenItsPortIsTakenItGetsAnother() {
        SortedSet<Integer> free = ports();
        int own = select(SHOP, free, UNSALTED);
        free.remove(own);

        int second = select(SHOP, free, UNSALTED);

        assertNotEquals(own, second);
        assertTrue(free.contains(second));
    }

    @Test
    void anotherSaltGivesAnotherPort() {
        assertNotEquals(select(SHOP, ports(), Map.of("salt", "a")), select(SHOP, ports(), Map.of("salt", "b")));
    }

    @Test
    void tenantsAreSpreadOverTheRange() {
        long used = IntStream.range(0, 100)
                .mapToObj(number -> new TenantId("tenant-" + number))
                .map(tenant -> select(tenant, ports(), UNSALTED))
                .distinct()
                .count();

        assertTrue(used > 50, () -> "100 tenants share " + used + " of 100 ports");
    }

    private int select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
        return selector.select(tenant, free, options).orElseThrow();
    }

    private static SortedSet<Integer> ports() {
        return IntStream.range(4000, 4100).boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
