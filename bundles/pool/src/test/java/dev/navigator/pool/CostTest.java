package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.spi.InstanceSelector;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a request and a sleeping tenant cost. */
final class CostTest {

    private static final TenantId SHOP = new TenantId("shop");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aLeaseAllocatesHardlyMoreThanItself() {
        World world = World.with(shop -> {
            shop.minInstances = 3;
            return shop;
        });
        leaseAndRelease(world, 20_000);

        long before = allocated();
        leaseAndRelease(world, 10_000);
        long each = (allocated() - before) / 10_000;

        assertTrue(each <= 160, each + " bytes for each request");
    }

    @Test
    void aSelectorThatIsAskedCostsNoMore() {
        World world = World.with(shop -> {
            shop.minInstances = 3;
            return shop;
        });
        InstanceSelector busiest = (candidates, request, options) -> candidates.size() - 1;
        world.services.strategies.selection.offer(busiest, Map.of());
        leaseAndRelease(world, 20_000);

        long before = allocated();
        leaseAndRelease(world, 10_000);
        long each = (allocated() - before) / 10_000;

        assertTrue(each <= 160, each + " bytes for each request");
    }

    private static void leaseAndRelease(World world, int times) {
        for (int i = 0; i < times; i++) {
            InstanceLease lease = Objects.requireNonNull(world.pool.tryLease(SHOP, World.REQUEST));
            lease.release();
        }
    }

    @Test
    void tenThousandSleepingTenantsCostLittle() {
        List<TenantSettings> tenants = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            tenants.add(Settings.tenant("tenant-" + i, tenant -> tenant));
        }
        World world = new World();
        world.begin();

        long before = allocated();
        world.life.configure(Settings.configuration(2, Settings.pools(10, 2), tenants));
        long each = (allocated() - before) / 10_000;

        assertEquals(10_000, world.pool.tenants().size());
        assertTrue(each <= 512, each + " bytes for each tenant");
    }

    private long allocated() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
