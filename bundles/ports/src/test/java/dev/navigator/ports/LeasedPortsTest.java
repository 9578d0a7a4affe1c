package dev.navigator.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.PoolSettings;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.PortLease;
import dev.navigator.api.ports.PortsExhaustedException;
import dev.navigator.api.ports.spi.PortSelector;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.ManualScheduler;
import dev.navigator.testing.MemoryHandover;
import dev.navigator.testing.References;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasedPortsTest {

    private static final TenantId SHOP = new TenantId("shop");
    private static final TenantId BLOG = new TenantId("blog");
    private static final int FIRST = 21220;

    private final ManualScheduler scheduler = new ManualScheduler();
    private final MemoryHandover handover = new MemoryHandover();
    private final FixedLifecycle lifecycle = new FixedLifecycle(Path.of("unused"));
    private LeasedPorts ports;

    @BeforeEach
    void offerFourPorts() {
        ports = ports(4);
    }

    @Test
    void theLowestFreePortIsLeasedWhenNobodyElseChooses() {
        assertEquals(FIRST, lease(SHOP).port());
        assertEquals(FIRST + 1, lease(BLOG).port());
    }

    @Test
    void aPortThatSomebodyListensOnIsSkipped() throws Exception {
        try (ServerSocket stranger = Stranger.on("127.0.0.1", FIRST);
                ServerSocket another = Stranger.on("::1", FIRST + 1)) {
            assertEquals(FIRST + 2, lease(SHOP).port(), () -> stranger + " " + another);
        }
    }

    @Test
    void aReleasedPortIsReusedLast() {
        PortLease first = lease(SHOP);
        ports.release(first);

        assertEquals(FIRST + 1, lease(SHOP).port());
        assertEquals(FIRST + 2, lease(SHOP).port());
        assertEquals(FIRST + 3, lease(SHOP).port());
        assertEquals(FIRST, lease(SHOP).port());
    }

    @Test
    void afterItsQuarantineAPortIsLikeAnyOther() {
        ports.release(lease(SHOP));

        scheduler.advance(LeaseBook.QUARANTINE);

        assertEquals(FIRST, lease(SHOP).port());
    }

    @Test
    void whenEveryPortIsLeasedItSaysSo() {
        for (int i = 0; i < 4; i++) {
            lease(BLOG);
        }

        var exhausted = assertThrows(PortsExhaustedException.class, () -> lease(SHOP));

        assertEquals(
                "tenant 'shop': every port in 21220-21223 is leased; widen pools.port_count or stop an idle instance",
                exhausted.getMessage());
    }

    @Test
    void portsTakenByOthersAreToldApart() throws Exception {
        lease(BLOG);
        lease(BLOG);
        lease(BLOG);
        try (ServerSocket stranger = new ServerSocket(FIRST + 3)) {
            var exhausted = assertThrows(PortsExhaustedException.class, () -> lease(SHOP));

            assertEquals(
                    "tenant 'shop': no port in 21220-21223 is free, 3 leased and 1 in use by other programs;"
                            + " widen pools.port_count or stop an idle instance",
                    exhausted.getMessage(),
                    stranger::toString);
        }
    }

    @Test
    void replacingTheSelectorKeepsTheLeasesAlreadyGiven() {
        PortSelector highest = (tenant, free, options) -> OptionalInt.of(free.last());
        PortLease blog = lease(BLOG);

        ports.bindSelector(highest, References.with(Map.of()));
        PortLease wiki = lease(new TenantId("wiki"));
        ports.unbindSelector(highest);
        PortLease shop = lease(SHOP);

        assertEquals(List.of(FIRST, FIRST + 3, FIRST + 1), List.of(blog.port(), wiki.port(), shop.port()));
        assertEquals(Set.of(blog, wiki, shop), Set.copyOf(ports.leases()));
    }

    @Test
    void aSelectorSeesEveryFreePortAndNoOther() throws Exception {
        lease(BLOG);
        List<Set<Integer>> offered = new ArrayList<>();
        ports.bindSelector(
                (tenant, free, options) -> {
                    offered.add(new TreeSet<>(free));
                    return OptionalInt.of(free.first());
                },
                References.with(Map.of()));

        try (ServerSocket stranger = new ServerSocket(FIRST + 2)) {
            assertEquals(FIRST + 1, lease(SHOP).port(), stranger::toString);
        }

        assertEquals(List.of(Set.of(FIRST + 1, FIRST + 3)), offered);
    }

    @Test
    void aTenantChoosesItsSelectorByNameAndPassesItOptions() {
        ports.bindSelector(
                (tenant, free, options) -> OptionalInt.of(Integer.parseInt(options.get("port"))),
                References.with(Map.of("navigator.strategy", "fixed")));
        var choice = new StrategyChoice(Optional.of("fixed"), Optional.empty(), Map.of("port", "21222"));

        assertEquals(21222, ports.lease(SHOP, choice).port());
    }

    @Test
    void aSelectorThatAnswersNonsenseOrThrowsIsPassedOver() {
        ports.bindSelector(
                (tenant, free, options) -> OptionalInt.of(80), References.with(Map.of("service.ranking", 2)));
        assertEquals(FIRST, lease(SHOP).port());

        ports.bindSelector(
                (tenant, free, options) -> {
                    throw new IllegalStateException("broken");
                },
                References.with(Map.of("service.ranking", 3)));
        assertEquals(FIRST + 1, lease(SHOP).port());
    }

    @Test
    void aSelectorMayRefuse() {
        ports.bindSelector((tenant, free, options) -> OptionalInt.empty(), References.with(Map.of()));

        var refused = assertThrows(PortsExhaustedException.class, () -> lease(SHOP));

        assertTrue(refused.getMessage().contains("refuses"), refused.getMessage());
        assertEquals(List.of(), ports.leases());
    }

    @Test
    void anotherRangeServesTheNextLeaseAndKeepsTheLast() {
        PortLease before = lease(SHOP);

        ports.bindConfiguration(configuration(FIRST + 10, 2));
        ports.unbindConfiguration(configuration(FIRST, 4));

        assertEquals(FIRST + 10, lease(SHOP).port());
        assertEquals(2, ports.leases().size());
        ports.release(before);
        assertEquals(1, ports.leases().size());
    }

    @Test
    void aRangeThatRunsOverTheHighestPortEndsThere() {
        ports.bindConfiguration(configuration(65_535, 10));

        assertEquals(65_535, lease(SHOP).port());
        assertThrows(PortsExhaustedException.class, () -> lease(SHOP));
    }

    @Test
    void anAdoptedPortIsLeasedThoughItsProcessListens() throws Exception {
        try (ServerSocket survivor = new ServerSocket(FIRST)) {
            PortLease adopted = ports.adopt(SHOP, survivor.getLocalPort());

            assertEquals(FIRST, adopted.port());
            assertEquals(adopted, ports.adopt(SHOP, FIRST));
            assertThrows(PortsExhaustedException.class, () -> ports.adopt(BLOG, FIRST));
            assertNotEquals(FIRST, lease(BLOG).port());
        }
    }

    @Test
    void anUpdatedBundleKeepsLeasesAndQuarantine() {
        PortLease kept = lease(SHOP);
        ports.release(lease(SHOP));
        ports.deactivate();

        LeasedPorts successor = ports(4);

        assertEquals(List.of(kept), successor.leases());
        assertEquals(FIRST + 2, successor.lease(SHOP, StrategyChoice.ANY).port());
        successor.release(kept);
        assertThrows(IllegalStateException.class, () -> ports.release(kept));
        assertThrows(IllegalStateException.class, () -> lease(SHOP));
    }

    @Test
    void atTheEndNothingIsHandedOver() {
        lease(SHOP);
        lifecycle.stop();

        ports.deactivate();

        assertEquals(List.of(), ports(4).leases());
    }

    @Test
    void manyAtOnceGetDifferentPorts() throws Exception {
        ports.bindConfiguration(configuration(FIRST, 60));
        var threads = Executors.newFixedThreadPool(12);
        Set<Integer> leased = new HashSet<>();
        try {
            List<Future<PortLease>> leases = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                leases.add(threads.submit(() -> lease(SHOP)));
            }
            for (Future<PortLease> lease : leases) {
                leased.add(lease.get().port());
            }
        } finally {
            threads.shutdownNow();
        }

        assertEquals(60, leased.size());
        assertThrows(PortsExhaustedException.class, () -> lease(SHOP));
    }

    private PortLease lease(TenantId tenant) {
        return ports.lease(tenant, StrategyChoice.ANY);
    }

    private LeasedPorts ports(int count) {
        LeasedPorts created = new LeasedPorts(scheduler, handover, lifecycle);
        created.bindConfiguration(configuration(FIRST, count));
        return created;
    }

    private static Configuration configuration(int start, int count) {
        return new Configuration(
                Path.of("navigator.yml"),
                1,
                (ServerSettings) null,
                new PoolSettings(10, Duration.ofMinutes(5), start, count, 2),
                List.of(),
                List.of(),
                (LoggingSettings) null,
                Map.of());
    }
}
