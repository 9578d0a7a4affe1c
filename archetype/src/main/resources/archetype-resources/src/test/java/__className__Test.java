package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.spi.PortSelector;
import dev.navigator.testing.PortSelectorContract;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is asked of every port selector is inherited; what is special about this one is here. */
class ${className}Test extends PortSelectorContract {

    private static final TenantId SHOP = new TenantId("shop");
    private static final Map<String, String> UNSALTED = Map.of();

    private final ${className} selector = new ${className}();

    @Override
    protected PortSelector selector() {
        return selector;
    }

    @Test
    void aTenantGetsTheSamePortInEveryRun() {
        assertEquals(4071, select(SHOP, range(), UNSALTED));
    }

    @Test
    void aTenantKeepsItsPortWhateverOthersLease() {
        int own = select(SHOP, range(), UNSALTED);

        for (int other : range()) {
            SortedSet<Integer> free = range();
            if (other != own) {
                free.remove(other);
            }
            assertEquals(own, select(SHOP, free, UNSALTED));
        }
    }

    @Test
    void whenItsPortIsTakenItGetsAnother() {
        SortedSet<Integer> free = range();
        int own = select(SHOP, free, UNSALTED);
        free.remove(own);

        int second = select(SHOP, free, UNSALTED);

        assertNotEquals(own, second);
        assertTrue(free.contains(second));
    }

    @Test
    void anotherSaltGivesAnotherPort() {
        assertNotEquals(select(SHOP, range(), Map.of("salt", "a")), select(SHOP, range(), Map.of("salt", "b")));
    }

    @Test
    void tenantsAreSpreadOverTheRange() {
        long used = IntStream.range(0, 100)
                .mapToObj(number -> new TenantId("tenant-" + number))
                .map(tenant -> select(tenant, range(), UNSALTED))
                .distinct()
                .count();

        assertTrue(used > 50, () -> "100 tenants share " + used + " of 100 ports");
    }

    private int select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
        return selector.select(tenant, free, options).orElseThrow();
    }

    private static SortedSet<Integer> range() {
        return IntStream.range(4000, 4100).boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
