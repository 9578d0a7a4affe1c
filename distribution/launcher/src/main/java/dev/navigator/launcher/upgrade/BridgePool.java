package dev.navigator.launcher.upgrade;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.PoolException;
import dev.navigator.api.pool.TenantStatus;
import dev.navigator.api.routing.RequestView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Serves requests while another Navigator takes over: with the ready instances of the pool that acts no more, until the other
 * one has a pool, and from then on with that one's. Who needs another instance waits in between. Thread-safe.
 */
final class BridgePool implements Pool {

    private static final Duration SOON = Duration.ofSeconds(1);

    private record Waiter(TenantId tenant, RequestView request, CompletableFuture<InstanceLease> future) {}

    private final Pool before;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiter> waiting = new ArrayList<>();
    private volatile @Nullable RemotePool after;
    private boolean over;

    BridgePool(Pool before) {
        this.before = before;
    }

    @Override
    public @Nullable InstanceLease tryLease(TenantId tenant, RequestView request) {
        return after == null ? before.tryLease(tenant, request) : null;
    }

    @Override
    public CompletableFuture<InstanceLease> lease(TenantId tenant, RequestView request) {
        RemotePool next;
        CompletableFuture<InstanceLease> future = new CompletableFuture<>();
        lock.lock();
        try {
            next = after;
            if (over) {
                future.completeExceptionally(replaced());
                return future;
            }
            if (next == null) {
                waiting.add(new Waiter(tenant, request, future));
                return future;
            }
        } finally {
            lock.unlock();
        }
        return next.lease(tenant, request);
    }

    /** Another Navigator serves: whoever waits is served by it. */
    void continueWith(RemotePool next) {
        for (Waiter waiter : end(next)) {
            CompletableFuture<InstanceLease> asked = next.lease(waiter.tenant, waiter.request);
            pass(asked, waiter.future);
        }
    }

    private static void pass(CompletableFuture<InstanceLease> from, CompletableFuture<InstanceLease> to) {
        var unusedAnswer = from.whenComplete((lease, failure) -> {
            if (lease == null) {
                to.completeExceptionally(failure);
            } else if (!to.complete(lease)) {
                lease.release();
            }
        });
        var unusedLeaving = to.whenComplete((lease, failure) -> {
            if (to.isCancelled()) {
                from.cancel(false);
            }
        });
    }

    /** There is another pool in this process again: whoever waits is to ask that one. */
    void giveUp() {
        end(null).forEach(waiter -> waiter.future.completeExceptionally(replaced()));
    }

    private List<Waiter> end(@Nullable RemotePool next) {
        lock.lock();
        try {
            over = next == null;
            after = next;
            List<Waiter> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable InstanceLease hold(InstanceId instance) {
        return before.hold(instance);
    }

    @Override
    public void unreachable(InstanceId instance) {
        RemotePool next = after;
        if (next == null) {
            before.unreachable(instance);
        } else {
            next.unreachable(instance);
        }
    }

    @Override
    public List<TenantStatus> tenants() {
        return before.tenants();
    }

    @Override
    public CompletionStage<Void> stop(TenantId tenant) {
        return CompletableFuture.failedFuture(replaced());
    }

    @Override
    public CompletionStage<Void> start(TenantId tenant) {
        return CompletableFuture.failedFuture(replaced());
    }

    @Override
    public CompletionStage<Void> restart(TenantId tenant) {
        return CompletableFuture.failedFuture(replaced());
    }

    private static PoolException replaced() {
        return new PoolException(PoolException.Reason.STOPPED, "another Navigator takes over", SOON);
    }
}
