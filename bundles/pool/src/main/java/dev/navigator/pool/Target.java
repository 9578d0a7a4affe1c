package dev.navigator.pool;

import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.Occupancy;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** An instance as requests see it. */
record Target(InstanceId id, InetSocketAddress address, Occupancy occupancy) {

    @Nullable
    InstanceLease tryLease(int concurrency) {
        return occupancy.tryAcquire(concurrency) ? new InstanceLease(id, address, occupancy) : null;
    }
}
