package dev.navigator.pool;

import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.PoolException;
import dev.navigator.api.routing.RequestView;
import java.util.concurrent.CompletableFuture;

/** A request that waits for a place. Compared by identity. */
final class Waiter {

    final RequestView request;
    final CompletableFuture<InstanceLease> future;
    /** On the scheduler's clock. */
    final long deadline;

    Waiter(RequestView request, CompletableFuture<InstanceLease> future, long deadline) {
        this.request = request;
        this.future = future;
        this.deadline = deadline;
    }

    /** Hands the lease over; a waiter that has left gives the place back. */
    void serve(InstanceLease lease) {
        if (!future.complete(lease)) {
            lease.release();
        }
    }

    void fail(PoolException reason) {
        future.completeExceptionally(reason);
    }
}
