package dev.navigator.api.pool;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right to run one exchange on one instance. Its holder releases it when the exchange, or the tunnel that came of it, has
 * ended. Thread-safe.
 */
public final class InstanceLease {

    private final InstanceId instance;
    private final InetSocketAddress address;
    private final Occupancy occupancy;
    private final AtomicBoolean released = new AtomicBoolean();

    /**
     * Wraps a place that was acquired already; the pool's business.
     */
    public InstanceLease(InstanceId instance, InetSocketAddress address, Occupancy occupancy) {
        this.instance = instance;
        this.address = address;
        this.occupancy = occupancy;
    }

    public InstanceId instance() {
        return instance;
    }

    /** Where the instance listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Whether the instance is given to nobody any more: a connection to it is not worth keeping for a later exchange. */
    public boolean retiring() {
        return occupancy.closed();
    }

    /** Gives the place back; later calls do nothing. */
    public void release() {
        if (!released.getAndSet(true)) {
            occupancy.release();
        }
    }
}
