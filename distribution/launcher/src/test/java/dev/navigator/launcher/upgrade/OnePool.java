package dev.navigator.launcher.upgrade;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.InstanceStatus;
import dev.navigator.api.pool.Occupancy;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.PoolException;
import dev.navigator.api.pool.TenantStatus;
import dev.navigator.api.routing.RequestView;
import dev.navigator.testing.FakeRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A pool of one instance with as many places as are wanted. */
final class OnePool implements Pool {

    static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4000);

    static final RequestView REQUEST = FakeRequest.to("/shop/");

    final Occupancy occupancy = new Occupancy(System.nanoTime());
    volatile @Nullable PoolException refusal;
    private final InstanceId instance;

    OnePool(InstanceId instance) {
        this.instance = instance;
    }

    @Override
    public InstanceLease tryLease(TenantId tenant, RequestView request) {
        return hold(instance);
    }

    @Override
    public CompletableFuture<InstanceLease> lease(TenantId tenant, RequestView request) {
        PoolException reason = refusal;
        return reason == null
                ? CompletableFuture.completedFuture(hold(instance))
                : CompletableFuture.failedFuture(reason);
    }

    @Override
    public InstanceLease hold(InstanceId wanted) {
        occupancy.tryAcquire(Integer.MAX_VALUE);
        return new InstanceLease(wanted, ADDRESS, occupancy);
    }

    @Override
    public void unreachable(InstanceId dead) {
        occupancy.close();
    }

    @Override
    public List<TenantStatus> tenants() {
        InstanceStatus status = new InstanceStatus(
                instance.number(),
                InstanceState.BUSY,
                instance.pid(),
                ADDRESS.getPort(),
                occupancy.inFlight(),
                Duration.ZERO,
                Duration.ZERO);
        return List.of(new TenantStatus(instance.tenant(), "/shop/", List.of(status), 0, false, Optional.empty()));
    }

    @Override
    public CompletionStage<Void> stop(TenantId tenant) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> start(TenantId tenant) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> restart(TenantId tenant) {
        throw new UnsupportedOperationException();
    }
}
