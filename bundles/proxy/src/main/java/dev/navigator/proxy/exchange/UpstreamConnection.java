package dev.navigator.proxy.exchange;

import dev.navigator.api.pool.InstanceLease;
import dev.navigator.proxy.io.Link;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection to an instance: opened for an exchange, idle in the pool between exchanges. */
final class UpstreamConnection extends Link {

    /** Shorter than what common servers keep idle connections for, so that rarely both ends act at once. */
    static final long IDLE_NANOS = 4_000_000_000L;

    private static final long TRUSTED_NANOS = 1_000_000_000L;

    private final Worker worker;
    private InstanceLease lease;
    private @Nullable Exchange exchange;
    private long idleNanos = IDLE_NANOS;
    private long idleSince;
    private boolean reused;
    private boolean doubtful;

    UpstreamConnection(Worker worker, InstanceLease lease, Exchange exchange) {
        super(worker.thread);
        this.worker = worker;
        this.lease = lease;
        this.exchange = exchange;
    }

    /** The lease it last served; it tells which instance is at the other end. */
    InstanceLease lease() {
        return lease;
    }

    /** Whether it has served an exchange before the one it serves. */
    boolean reused() {
        return reused;
    }

    /** Takes it from the pool for {@code next}. */
    void assign(InstanceLease newLease, Exchange next) {
        lease = newLease;
        exchange = next;
        reused = true;
    }

    /** Parts from its exchange, which is done with it or gives up on it. */
    void release() {
        exchange = null;
        idleSince = worker.now();
    }

    /** Notes for how long the instance says it keeps an idle connection: it is used for a second less, or not again. */
    void keepsIdle(int seconds) {
        idleNanos = Math.min(IDLE_NANOS, (seconds - 1) * 1_000_000_000L);
    }

    /** Notes whether it has carried a body: what an instance leaves unread of that, it answers as if it were a request. */
    void carried(boolean body) {
        doubtful = body;
    }

    /**
     * Whether an exchange may be tried on it. Unless it was used just now, without a body, and the exchange can be tried again
     * elsewhere, it is asked: what its instance did last may not have been noticed yet.
     */
    boolean usable(boolean repeatable) {
        long idle = worker.now() - idleSince;
        if (closed() || lease.retiring() || idle > idleNanos) {
            return false;
        }
        if (repeatable && !doubtful && idle < TRUSTED_NANOS) {
            return true;
        }
        try {
            return quiet();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    protected void opened() throws IOException {
        Exchange current = exchange;
        if (current == null) {
            close();
        } else {
            current.upstream.connected(this);
        }
    }

    @Override
    protected void readable() throws IOException {
        Exchange current = exchange;
        if (current == null) {
            close(); // the end, or bytes nobody asked for
        } else {
            current.upstream.readable(this);
        }
    }

    @Override
    protected void progressed() {
        if (exchange != null) {
            exchange.moved();
        }
    }

    @Override
    protected void drained() throws IOException {
        if (exchange != null) {
            exchange.upstream.drained();
        }
    }

    @Override
    protected void tick() {
        if (exchange == null && (lease.retiring() || worker.now() - idleSince > idleNanos)) {
            close();
        }
    }

    @Override
    protected void failed(IOException cause) {
        Exchange current = exchange;
        exchange = null;
        close();
        if (current != null) {
            current.upstream.failed(cause);
        }
    }

    @Override
    protected void gone() {
        Exchange current = exchange;
        exchange = null;
        if (current != null) {
            current.upstream.failed(new IOException("connection closed"));
        }
        worker.upstreams.remove(this);
    }

    int receive(int most) throws IOException {
        return read(most);
    }
}
