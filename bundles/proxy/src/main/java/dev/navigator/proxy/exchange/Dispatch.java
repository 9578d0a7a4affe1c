package dev.navigator.proxy.exchange;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.PoolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Gets an exchange an instance and a connection to it, and another one if need be. Confined to one I/O thread. */
final class Dispatch {

    /** How long the pool may be missing, while its bundle is updated. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private static final int MOST_REFUSALS = 3;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Exchange exchange;
    private final Worker worker;
    private @Nullable InstanceLease lease;
    private @Nullable Pool asked;
    private @Nullable CompletableFuture<InstanceLease> waiting;
    private @Nullable UpstreamConnection opening;
    private @Nullable TenantId tenant;
    private long missingSince;
    private int refusals;
    private boolean reconnected;
    /** Of the instance that lost the request twice. */
    private @Nullable InstanceLease lost;

    private boolean repeated;
    private boolean waited;

    Dispatch(Exchange exchange, Worker worker) {
        this.exchange = exchange;
        this.worker = worker;
    }

    void open() {
        asked = null;
        tenant = null;
        refusals = 0;
        reconnected = false;
        lost = null;
        repeated = false;
        waited = false;
    }

    /** Whether somebody else may still hold on to the exchange. */
    boolean waited() {
        return waited;
    }

    boolean leasing() {
        return waiting != null || (asked == null && lease == null);
    }

    @Nullable
    InstanceLease lease() {
        return lease;
    }

    /** Leases an instance for {@code wanted}, at once or later. */
    void begin(TenantId wanted) {
        tenant = wanted;
        Pool pool = present();
        if (pool != null) {
            InstanceLease ready = pool.tryLease(wanted, exchange.view);
            if (ready == null) {
                await(pool, wanted);
            } else {
                leased(ready);
            }
        }
    }

    /** The pool; null when it is missing, and then the exchange waits for it. */
    private @Nullable Pool present() {
        Pool pool = worker.proxy.pool();
        asked = pool;
        if (pool == null) {
            missingSince = worker.now();
            exchange.waiting();
        }
        return pool;
    }

    /**
     * Leases an instance again. Never the quick way: what the pool was told just now about an instance, it is to know before it
     * chooses another one.
     */
    private void request() {
        Pool pool = present();
        TenantId wanted = tenant;
        if (pool != null && wanted != null) {
            await(pool, wanted);
        }
    }

    private void await(Pool pool, TenantId wanted) {
        exchange.waiting();
        waited = true;
        CompletableFuture<InstanceLease> future = pool.lease(wanted, exchange.view);
        waiting = future;
        var unused = future.whenComplete((result, error) -> exchange.client().post(() -> completed(future)));
    }

    private void completed(CompletableFuture<InstanceLease> future) {
        if (waiting != future) {
            return; // given up meanwhile, and the lease given back
        }
        waiting = null;
        try {
            leased(future.join());
        } catch (CompletionException e) {
            notLeased(e.getCause());
        } catch (CancellationException e) {
            notLeased(e);
        }
    }

    private void notLeased(@Nullable Throwable cause) {
        if (worker.proxy.pool() != asked) {
            request(); // its bundle was updated meanwhile
        } else if (cause instanceof PoolException reason) {
            exchange.notLeased(reason);
        } else {
            exchange.failed(503, "The application cannot be reached now.", SOON, "lease failed: " + cause);
        }
    }

    /** Time has passed: the pool may be back, or the proxy about to end. */
    void tick() {
        if (leasing() && worker.proxy.turningAway()) {
            exchange.failed(503, "The server is stopping.", SOON, null);
            return;
        }
        if (asked != null || lease != null) {
            return;
        }
        if (worker.proxy.pool() != null) {
            request();
        } else if (worker.now() - missingSince > PATIENCE_NANOS) {
            exchange.failed(503, "The application cannot be reached now.", SOON, "there is no pool");
        }
    }

    private void leased(InstanceLease granted) {
        lease = granted;
        if (lost != null && !lost.retiring()) { // it lives on, so it has had the request twice
            exchange.failed(502, UpstreamSide.CLOSED, Duration.ZERO, "connection lost twice");
            return;
        }
        exchange.leased();
        UpstreamConnection idle = worker.upstreams.take(granted, exchange, exchange.upstream.repeatable());
        if (idle != null) {
            exchange.upstream.send(idle);
        } else {
            connect(granted);
        }
    }

    private void connect(InstanceLease granted) {
        exchange.waiting();
        UpstreamConnection connection = new UpstreamConnection(worker, granted, exchange);
        opening = connection;
        worker.proxy
                .reactor()
                .connect(
                        worker.thread,
                        granted.address(),
                        exchange.settings.connect,
                        connection,
                        cause -> refused(connection, cause));
    }

    private void refused(UpstreamConnection connection, Exception cause) {
        if (opening != connection) {
            return;
        }
        opening = null;
        connection.release();
        InstanceLease dead = lease;
        if (dead == null) {
            return;
        }
        boolean nobodyListens = !(cause instanceof SocketTimeoutException);
        Pool pool = asked;
        if (nobodyListens && pool != null) {
            pool.unreachable(dead.instance());
        }
        repeated |= reconnected; // it was sent to this instance, which may have died of it
        if (nobodyListens && ++refusals <= MOST_REFUSALS && exchange.inTime()) {
            release();
            request();
        } else {
            exchange.failed(
                    nobodyListens ? 502 : 503, "The application does not accept connections.", SOON, cause.toString());
        }
    }

    /** The instance's answer has begun. */
    void answered() {
        InstanceLease held = lease;
        if (held != null) {
            held.answered();
        }
    }

    /** The instance's answer has not begun in time. */
    void timedOut() {
        InstanceLease held = lease;
        if (held != null) {
            held.timedOut();
        }
    }

    /** A connection is there. */
    void opened() {
        opening = null;
    }

    /**
     * The connection was lost before a response began, and the request can be sent again, once: on a new connection to the same
     * instance when it was an idle one that it may have closed; otherwise to whatever instance there is. An instance that dies
     * may lose both connections: then the next one gets the request too. So a request that kills its instance kills two at most.
     *
     * @return whether it is tried again
     */
    boolean again(boolean wasReused) {
        InstanceLease held = lease;
        if (held == null || !exchange.inTime()) {
            return false;
        }
        if (wasReused && !reconnected && !held.retiring()) {
            reconnected = true;
            connect(held);
            return true;
        }
        if (repeated) {
            return false;
        }
        repeated = true;
        lost = reconnected ? held : null;
        Pool pool = asked;
        if (pool != null) {
            pool.unreachable(held.instance());
        }
        release();
        request();
        return true;
    }

    /** Gives back or gives up whatever there is. */
    void release() {
        CompletableFuture<InstanceLease> future = waiting;
        waiting = null;
        if (future != null && !future.cancel(false) && !future.isCompletedExceptionally()) {
            future.join().release(); // granted, but the news has not reached this thread
        }
        UpstreamConnection connection = opening;
        opening = null;
        if (connection != null) {
            connection.release();
            connection.close();
        }
        InstanceLease held = lease;
        lease = null;
        if (held != null) {
            held.release();
        }
    }
}
