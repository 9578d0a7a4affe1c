package dev.navigator.shell;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.InstanceStatus;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.PoolException;
import dev.navigator.api.pool.TenantStatus;
import dev.navigator.api.routing.RequestView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A pool with one tenant, {@code shop}, that remembers what it was asked to do. */
final class FakePool implements Pool {

    final List<String> asked = new ArrayList<>();
    CompletionStage<Void> answer = CompletableFuture.completedFuture(null);

    @Override
    public InstanceLease tryLease(TenantId tenant, RequestView request) {
        throw new AssertionError("the shell leases nothing");
    }

    @Override
    public CompletableFuture<InstanceLease> lease(TenantId tenant, RequestView request) {
        throw new AssertionError("the shell leases nothing");
    }

    @Override
    public @Nullable InstanceLease hold(InstanceId instance) {
        return null;
    }

    @Override
    public void unreachable(InstanceId instance) {
        throw new AssertionError("the shell reaches for nothing");
    }

    @Override
    public List<TenantStatus> tenants() {
        InstanceStatus instance =
                new InstanceStatus(1, InstanceState.BUSY, 4711, 4001, 3, Duration.ofSeconds(3_725), Duration.ZERO);
        return List.of(
                new TenantStatus(new TenantId("shop"), "/shop/", List.of(instance), 2, false, Optional.empty()),
                new TenantStatus(new TenantId("wiki"), "/wiki/", List.of(), 0, true, Optional.of("no\nroom")));
    }

    @Override
    public CompletionStage<Void> stop(TenantId tenant) {
        asked.add("stop " + tenant);
        return answer;
    }

    @Override
    public CompletionStage<Void> start(TenantId tenant) {
        asked.add("start " + tenant);
        return answer;
    }

    @Override
    public CompletionStage<Void> restart(TenantId tenant) {
        asked.add("restart " + tenant);
        return answer;
    }

    static CompletionStage<Void> failed(String message) {
        return CompletableFuture.failedFuture(
                new PoolException(PoolException.Reason.START_FAILED, message, Duration.ZERO));
    }
}
