package dev.navigator.api.pool;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to run one exchange on one instance. Its holder releases it when the exchange, or the tunnel that came of it, has
 * ended. Thread-safe.
 */
public final class InstanceLease {

    private final InstanceId instance;
    private final InetSocketAddress address;
    private final Occupancy occupancy;
    private final @Nullable String cookie;
    private final AtomicBoolean released = new AtomicBoolean();

    /**
     * Wraps a place that was acquired already; the pool's business.
     */
    public InstanceLease(InstanceId instance, InetSocketAddress address, Occupancy occupancy) {
        this(instance, address, occupancy, null);
    }

    private InstanceLease(
            InstanceId instance, InetSocketAddress address, Occupancy occupancy, @Nullable String cookie) {
        this.instance = instance;
        this.address = address;
        this.occupancy = occupancy;
        this.cookie = cookie;
    }

    /** The same lease, by which the client is told {@code text}; it takes the place of this one, which is used no more. */
    public InstanceLease withCookie(String text) {
        return new InstanceLease(instance, address, occupancy, text);
    }

    /** What the client is to be told in a field {@code Set-Cookie} of the response; null: nothing. Safe to send as it is. */
    public @Nullable String cookie() {
        return cookie;
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

    /** Notes that the instance has answered, so that it is known to work should it die later. */
    public void answered() {
        occupancy.answer();
    }

    /** Notes that the instance has not answered in time, so that others are preferred to it until it answers. */
    public void timedOut() {
        occupancy.timeOut();
    }

    /** Gives the place back; later calls do nothing. */
    public void release() {
        if (!released.getAndSet(true)) {
            occupancy.release();
        }
    }
}
