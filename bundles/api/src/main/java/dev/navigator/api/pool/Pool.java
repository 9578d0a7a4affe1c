package dev.navigator.api.pool;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.routing.RequestView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The instances of all tenants: started when asked for, kept, watched, stopped when idle.
 *
 * <p>All methods may be called from any thread and never block.
 */
@ProviderType
public interface Pool {

    /**
     * Leases a ready instance at once, or not at all. Takes no lock; meant for I/O threads.
     *
     * @return null when the request has to wait: then {@link #lease} is to be called
     */
    @Nullable
    InstanceLease tryLease(TenantId tenant, RequestView request);

    /**
     * Leases an instance as soon as there is one, starting it if need be.
     *
     * @param request kept until the stage completes
     * @return fails with {@link PoolException}. A caller that does not want the lease any more cancels the future: it then
     *     leaves the queue, while a start it caused goes on. The future completes on a thread of the pool's.
     */
    CompletableFuture<InstanceLease> lease(TenantId tenant, RequestView request);

    /**
     * Leases a place on a certain instance, even if all its places are taken: for an exchange that has begun there already.
     *
     * @return null when it is not ready, or not given to anybody any more
     */
    @Nullable
    InstanceLease hold(InstanceId instance);

    /** An exchange found that nobody accepts connections there: the instance has crashed or is about to be found so. */
    void unreachable(InstanceId instance);

    /** All tenants with their instances, in the order of the configuration. */
    List<TenantStatus> tenants();

    /**
     * Stops a tenant's instances, draining them, and starts none until {@link #start}.
     *
     * @return completed when they are gone; fails with {@link PoolException} for an unknown tenant
     */
    CompletionStage<Void> stop(TenantId tenant);

    /**
     * Lifts {@link #stop} and starts an instance if the tenant has none.
     *
     * @return completed when an instance is ready; fails with {@link PoolException}
     */
    CompletionStage<Void> start(TenantId tenant);

    /**
     * Replaces a tenant's instances as a deployment does: the old ones serve until the new one is ready. One that was stopped
     * is started.
     *
     * @return completed when the new one serves, or at once when there was nothing to replace; fails with
     *     {@link PoolException}, the old ones serving on
     */
    CompletionStage<Void> restart(TenantId tenant);
}
