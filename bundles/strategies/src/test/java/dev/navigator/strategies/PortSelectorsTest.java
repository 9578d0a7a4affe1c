package dev.navigator.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.spi.PortSelector;
import dev.navigator.testing.PortSelectorContract;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JdkObsolete") // selectors are promised a SortedSet, and no more
final class PortSelectorsTest {

    private static final TenantId SHOP = new TenantId("shop");

    private static SortedSet<Integer> range() {
        return IntStream.range(4000, 4100).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    @Nested
    class Lowest extends PortSelectorContract {
        @Override
        protected PortSelector selector() {
            return new LowestPort();
        }

        @Test
        void itSelectsTheFirst() {
            assertEquals(OptionalInt.of(4001), selector().select(SHOP, ports(4001, 4002), Map.of()));
        }
    }

    @Nested
    class AtRandom extends PortSelectorContract {
        @Override
        protected PortSelector selector() {
            return new RandomPort();
        }

        @Test
        void itGetsAround() {
            Set<OptionalInt> seen = IntStream.range(0, 2000)
                    .mapToObj(i -> selector().select(SHOP, range(), Map.of()))
                    .collect(Collectors.toSet());

            assertTrue(seen.size() > 90, "of 100 ports " + seen.size());
        }
    }

    @Nested
    class Sticky extends PortSelectorContract {
        @Override
        protected PortSelector selector() {
            return new StickyPort();
        }

        @Test
        void aTenantComesBackToItsPortAndMovesOnlyWhileThatIsNotFree() {
            int usual = selector().select(SHOP, range(), Map.of()).orElseThrow();
            SortedSet<Integer> without = range();
            without.remove(usual);
            int other = selector().select(SHOP, without, Map.of()).orElseThrow();

            without.remove(other == 4000 ? 4001 : 4000);
            assertEquals(OptionalInt.of(other), selector().select(SHOP, without, Map.of()));
            assertEquals(OptionalInt.of(usual), selector().select(SHOP, range(), Map.of()));
        }

        @Test
        void tenantsAreSpreadOverTheRange() {
            Set<OptionalInt> seen = IntStream.range(0, 300)
                    .mapToObj(i -> selector().select(new TenantId("tenant-" + i), range(), Map.of()))
                    .collect(Collectors.toSet());

            assertTrue(seen.size() > 80, "300 tenants prefer " + seen.size() + " ports");
        }
    }
}
