package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.Candidates;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.Occupancy;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.pool.spi.StickySelector;
import dev.navigator.api.routing.RequestView;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategySlot;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StickyTest {

    private final List<String> incidents = new ArrayList<>();
    private final StrategySlot<InstanceSelector> selectors = new StrategySlot<>(
            StrategyKind.INSTANCE_SELECTOR,
            (candidates, request, options) -> -1,
            incident -> incidents.add(incident.message()));

    private static ReadySet ready(int instances) {
        return new ReadySet(
                IntStream.rangeClosed(1, instances)
                        .mapToObj(number -> new Target(
                                new InstanceId(new TenantId("shop"), number, 100 + number),
                                new InetSocketAddress(24_000 + number),
                                new Occupancy(System.nanoTime())))
                        .toList(),
                5);
    }

    private InstanceLease lease(ReadySet ready) {
        return ready.tryLease(World.REQUEST, selectors, StrategyChoice.ANY);
    }

    private void offer(String cookie) {
        StickySelector last = new StickySelector() {
            @Override
            public int select(Candidates candidates, RequestView request, Map<String, String> options) {
                return candidates.size() - 1;
            }

            @Override
            public String cookie(Candidates candidates, int chosen, RequestView request, Map<String, String> options) {
                return cookie == null ? null : cookie + candidates.id(chosen).number();
            }
        };
        selectors.offer(last, Map.of());
    }

    @Test
    void theClientIsToldACookieOfTheInstanceThatServesIt() {
        offer("stay=");

        assertEquals("stay=3", lease(ready(3)).cookie());
    }

    @Test
    void theClientOfAnOnlyInstanceIsToldOneToo() {
        offer("stay=");

        assertEquals("stay=1", lease(ready(1)).cookie());
    }

    @Test
    void aSelectorMayTellNothing() {
        offer(null);

        assertNull(lease(ready(2)).cookie());
        assertEquals(List.of(), incidents);
    }

    @Test
    void aCookieThatWouldForgeAFieldIsNotSent() {
        offer("stay=1\r\nX-Forged: ");

        assertNull(lease(ready(2)).cookie());
        assertEquals(1, incidents.size());
    }

    @Test
    void withACookieThePlaceIsGivenBackJustTheSame() {
        offer("stay=");
        ReadySet ready = ready(1);

        lease(ready).release();

        assertEquals(0, ready.inFlight(0));
    }
}
