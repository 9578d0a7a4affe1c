package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.processes.spi.ReadinessProbe;
import dev.navigator.api.runtime.spi.Drainable;
import dev.navigator.testing.FakePidFiles;
import dev.navigator.testing.FakePorts;
import dev.navigator.testing.FakeProcesses;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.ManualScheduler;
import dev.navigator.testing.MemoryHandover;
import dev.navigator.testing.References;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class PoolComponentTest {

    private static final TenantId SHOP = new TenantId("shop");

    private final ManualScheduler clock = new ManualScheduler();
    private final MemoryHandover handover = new MemoryHandover();
    private final FixedLifecycle lifecycle = new FixedLifecycle(Path.of("state"));
    private final FakeProcesses processes = new FakeProcesses();
    private final FakePorts ports = new FakePorts(21300, 10);
    private final FakePidFiles pidFiles = new FakePidFiles();
    private final ReadinessProbe probe =
            context -> processes.accepts(context.address().getPort());

    private PoolComponent component() {
        PoolComponent pool = new PoolComponent(new Services(clock, processes::accepts), handover, lifecycle);
        pool.bindPorts(ports);
        pool.bindPidFiles(pidFiles);
        pool.bindProcesses(processes);
        pool.bindReadinessProbe(probe, References.with(Map.of()));
        pool.bindConfiguration(
                Settings.configuration(1, Settings.pools(5, 2), List.of(Settings.tenant("shop", shop -> shop))));
        pool.activate();
        processes.addListener(pool);
        clock.advance(Duration.ofMillis(20));
        return pool;
    }

    private InstanceLease lease(PoolComponent pool) {
        CompletableFuture<InstanceLease> lease = pool.lease(SHOP, World.REQUEST);
        clock.advance(Duration.ofMillis(20));
        assertTrue(lease.isDone());
        return lease.join();
    }

    @Test
    void itServesOnceItsReferencesAreBound() {
        PoolComponent pool = component();

        lease(pool);

        assertNotNull(pool.tryLease(SHOP, World.REQUEST));
        assertEquals(1, pool.tenants().size());
    }

    @Test
    void anUpdateHandsOverAndAShutdownDoesNot() {
        PoolComponent first = component();
        InstanceLease lease = lease(first);
        processes.removeListener(first);
        first.deactivate();
        PoolComponent second = component();
        assertEquals(lease.instance(), lease(second).instance());

        lifecycle.stop();
        second.deactivate();

        assertTrue(handover.take("pool").isEmpty());
    }

    @Test
    void theLastConfigurationStaysWhenItsServiceGoes() {
        PoolComponent pool = component();

        pool.unbindConfiguration(Settings.configuration(1, Settings.pools(5, 2), List.of()));

        lease(pool);
    }

    @Test
    void aStrategyThatIsWithdrawnIsAskedNoMore() {
        PoolComponent pool = component();
        pool.unbindReadinessProbe(probe);

        CompletableFuture<InstanceLease> lease = pool.lease(SHOP, World.REQUEST);
        clock.advance(Duration.ofMillis(20));

        assertFalse(lease.isDone(), "the built-in asks the port, where nobody listens in truth");
    }

    @Test
    void itDrainsWithTheTenantsAndKillsWhenToldTo() {
        PoolComponent pool = component();
        processes.obedient(false);
        lease(pool);

        assertEquals(Drainable.Stage.TENANTS, pool.stage());
        CompletableFuture<Void> drained = pool.drain(Duration.ofSeconds(20)).toCompletableFuture();
        clock.advance(Duration.ofSeconds(1));
        assertFalse(drained.isDone());

        pool.abort();
        clock.advance(Duration.ofSeconds(1));
        assertTrue(drained.isDone());
    }
}
