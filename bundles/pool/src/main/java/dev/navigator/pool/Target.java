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

    /** Whether it has answered the last request that it was given up on. */
    boolean answers() {
        return occupancy.unanswered() == 0;
    }

    /** Whether the end of an exchange is news: it was the last one that was waited for, or got no answer. */
    boolean newsworthy() {
        return !answers() || (occupancy.closed() && occupancy.inFlight() == 0);
    }
}
