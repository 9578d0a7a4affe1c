package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.Template;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.PortLease;
import dev.navigator.api.ports.Ports;
import dev.navigator.api.strategy.StrategyChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PidFileTest {

    private static final Path FILE = Path.of("/tmp/shop.pid");

    private final World world = World.with(shop -> {
        shop.workingDirectory = Path.of("/");
        shop.environment.put("PIDFILE", Template.literal("tmp/shop.pid"));
        return shop;
    });

    @Test
    void aStaleFileMakesWayBeforeTheStart() {
        world.processes.listenAtOnce(false);
        world.send();

        assertEquals(Set.of(FILE), world.pidFiles.prepared());
        assertTrue(world.pidFiles.files().isEmpty(), "the instance has until it is ready to write its own");
    }

    @Test
    void aReadyInstanceHasOneThatIsGoneWithIt() {
        world.visit("shop");
        assertEquals(Map.of(FILE, world.processes.newest().identity()), world.pidFiles.files());

        world.kill();
        assertTrue(world.pidFiles.files().isEmpty());
    }

    @Test
    void whatCannotBeGivenBackAtOnceIsGivenBackLater() {
        AtomicInteger attempts = new AtomicInteger();
        world.visit("shop");
        world.services.ports.bind(new Ports() {
            @Override
            public PortLease lease(TenantId tenant, StrategyChoice choice) {
                return world.ports.lease(tenant, choice);
            }

            @Override
            public PortLease adopt(TenantId tenant, int port) {
                return world.ports.adopt(tenant, port);
            }

            @Override
            public void release(PortLease lease) {
                if (attempts.getAndIncrement() == 0) {
                    throw new IllegalStateException("on purpose");
                }
                world.ports.release(lease);
            }

            @Override
            public List<PortLease> leases() {
                return world.ports.leases();
            }
        });

        world.kill();
        world.pass(2);

        assertEquals(List.of(), world.ports.leases());
        assertEquals(Map.of(), world.pidFiles.files());
    }

    @Test
    void noFolderIsMadeForItInAWorkingFolderThatIsNotThere() {
        World homeless = World.with(shop -> {
            shop.environment.put("PIDFILE", Template.literal("tmp/shop.pid"));
            return shop;
        });

        homeless.send();

        assertEquals(Set.of(), homeless.pidFiles.prepared());
    }
}
