package dev.navigator.launcher.upgrade;

import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.TenantStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Places on instances on which another pool, one that acts no more, has exchanges in flight: so that none of them is taken for
 * idle. Thread-safe.
 */
final class Holds {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<InstanceId, InstanceLease> held = new HashMap<>();

    /** The instances on which {@code pool} has exchanges in flight. */
    static Set<InstanceId> busy(Pool pool) {
        return pool.tenants().stream().flatMap(Holds::busy).collect(Collectors.toSet());
    }

    private static Stream<InstanceId> busy(TenantStatus tenant) {
        return tenant.instances().stream()
                .filter(instance -> instance.inFlight() > 0)
                .map(instance -> new InstanceId(tenant.tenant(), instance.number(), instance.pid()));
    }

    /** These are busy now, and no others. One that {@code pool} does not know yet is held when it is named again. */
    void update(Pool pool, Set<InstanceId> busy) {
        lock.lock();
        try {
            held.entrySet().removeIf(hold -> {
                boolean over = !busy.contains(hold.getKey());
                if (over) {
                    hold.getValue().release();
                }
                return over;
            });
            for (InstanceId instance : busy) {
                InstanceLease lease = held.containsKey(instance) ? null : pool.hold(instance);
                if (lease != null) {
                    held.put(instance, lease);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            held.values().forEach(InstanceLease::release);
            held.clear();
        } finally {
            lock.unlock();
        }
    }
}
