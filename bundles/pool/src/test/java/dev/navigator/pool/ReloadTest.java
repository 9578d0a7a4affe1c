package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.PoolException.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ReloadTest {

    private final World world = World.with(shop -> shop);

    @Test
    void aNewTenantServesAtOnce() {
        world.tenant("blog", blog -> blog);
        world.reconfigure();

        assertTrue(world.request("blog").isDone());
    }

    @Test
    void aNewTenantThatKeepsInstancesGetsThemAtOnce() {
        world.tenant("blog", blog -> {
            blog.minInstances = 2;
            return blog;
        });
        world.reconfigure();

        assertEquals(2, world.processes.pids().size());
    }

    @Test
    void aRemovedTenantIsUnknownAtOnceAndItsInstancesFinishWhatTheyServe() {
        InstanceLease lease = world.lease();

        world.remove("shop");
        assertNull(world.pool.tryLease(new TenantId("shop"), World.REQUEST));
        assertEquals(Reason.UNKNOWN_TENANT, World.failure(world.request()).reason());
        assertEquals(1, world.processes.pids().size());

        lease.release();
        world.run();
        assertTrue(world.processes.pids().isEmpty());
        assertTrue(world.ports.leases().isEmpty());
    }

    @Test
    void requestsThatWaitForARemovedTenantAreTold() {
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> request = world.request();

        world.remove("shop");

        assertEquals(Reason.UNKNOWN_TENANT, World.failure(request).reason());
        assertTrue(world.processes.pids().isEmpty());
    }

    @Test
    void aTenantThatComesBackServesBesideWhatStillDrains() {
        InstanceLease before = world.lease();
        world.remove("shop");

        world.tenant("shop", shop -> shop);
        world.reconfigure();
        InstanceLease after = world.lease();

        assertTrue(before.instance().pid() != after.instance().pid());
        before.release();
        world.run();
        assertEquals(List.of(InstanceState.BUSY), world.states());
    }

    @Test
    void aLargerLimitAppliesToThoseWhoWait() {
        World narrow = World.with(shop -> {
            shop.concurrency = 1;
            shop.maxProcesses = 1;
            return shop;
        });
        narrow.send();
        CompletableFuture<InstanceLease> waiting = narrow.request();
        narrow.pass(1);
        assertTrue(!waiting.isDone());

        narrow.tenant("shop", shop -> {
            shop.concurrency = 2;
            return shop;
        });
        narrow.reconfigure();

        assertTrue(waiting.isDone());
        assertEquals(1, narrow.processes.launched().size());
    }

    @Test
    void aLowerLimitStopsWhatIsIdleAtOnceAndTheRestAsItBecomesIdle() {
        world.tenant("blog", blog -> blog);
        world.tenant("wiki", wiki -> wiki);
        world.reconfigure();
        InstanceLease shop = world.lease();
        world.visit("blog");
        InstanceLease wiki = world.lease("wiki");

        world.limit(1, 1);
        world.reconfigure();
        assertEquals(List.of(shop.instance().pid(), wiki.instance().pid()), world.processes.pids());

        wiki.release();
        world.pass(1);
        assertEquals(List.of(shop.instance().pid()), world.processes.pids());

        shop.release();
        world.pass(1);
        assertEquals(List.of(shop.instance().pid()), world.processes.pids());
    }

    @Test
    void minInstancesAreKeptThroughAReload() {
        World kept = World.with(shop -> {
            shop.minInstances = 1;
            return shop;
        });
        List<Long> before = kept.processes.pids();

        kept.reload();
        kept.pass(100);

        assertEquals(before, kept.processes.pids());
    }

    @Test
    void aReloadGivesAFailingTenantAnotherTryAtOnce() {
        world.processes.refuse("broken");
        for (int i = 0; i < 3; i++) {
            World.failure(world.request());
        }
        world.processes.refuse(null);

        world.reload();

        assertTrue(world.request().isDone());
    }

    @Test
    void theSameConfigurationAgainChangesNothing() {
        world.visit("shop");

        for (int i = 0; i < 50; i++) {
            world.reconfigure();
            world.visit("shop");
        }

        assertEquals(1, world.processes.launched().size());
    }
}
