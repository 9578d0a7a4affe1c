package dev.navigator.proxy.support;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.Occupancy;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.TenantStatus;
import dev.navigator.api.routing.RequestView;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A pool whose instances are the servers of a test. A tenant without one keeps its requests waiting. */
public final class FakePool implements Pool {

    /** An instance that a test offers. */
    public record Instance(InstanceId id, InetSocketAddress address, Occupancy occupancy) {}

    private final Map<TenantId, Instance> ready = new ConcurrentHashMap<>();
    public final Queue<CompletableFuture<InstanceLease>> waiting = new ConcurrentLinkedQueue<>();
    public final List<InstanceId> unreachable = new CopyOnWriteArrayList<>();
    /** Told to every client that gets a lease at once. */
    public volatile String cookie;

    private volatile Runnable onUnreachable = () -> {};
    private volatile Runnable onLease = () -> {};

    /** Makes what listens at {@code port} the instance of {@code tenant}. */
    public Instance offer(String tenant, int number, int port) {
        TenantId id = new TenantId(tenant);
        Instance instance = new Instance(
                new InstanceId(id, number, 1000 + number),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new Occupancy(System.nanoTime()));
        ready.put(id, instance);
        return instance;
    }

    public void withdraw(String tenant) {
        ready.remove(new TenantId(tenant));
    }

    public void onUnreachable(Runnable action) {
        onUnreachable = action;
    }

    /** Does {@code action} whenever a lease is asked for, before it is given. */
    public void onLease(Runnable action) {
        onLease = action;
    }

    public int inFlight(String tenant) {
        return ready.get(new TenantId(tenant)).occupancy().inFlight();
    }

    public int unanswered(String tenant) {
        return ready.get(new TenantId(tenant)).occupancy().unanswered();
    }

    @Override
    public InstanceLease tryLease(TenantId tenant, RequestView request) {
        onLease.run();
        Instance instance = ready.get(tenant);
        if (instance == null || !instance.occupancy().tryAcquire(100_000)) {
            return null;
        }
        InstanceLease lease = new InstanceLease(instance.id(), instance.address(), instance.occupancy());
        String told = cookie;
        return told == null ? lease : lease.withCookie(told);
    }

    @Override
    public CompletableFuture<InstanceLease> lease(TenantId tenant, RequestView request) {
        CompletableFuture<InstanceLease> future = new CompletableFuture<>();
        waiting.add(future);
        return future;
    }

    /** Lets the request that has waited longest have {@code instance}. */
    public boolean grant(Instance instance) {
        CompletableFuture<InstanceLease> next = waiting.poll();
        if (next == null || !instance.occupancy().tryAcquire(100_000)) {
            return false;
        }
        InstanceLease lease = new InstanceLease(instance.id(), instance.address(), instance.occupancy());
        if (!next.complete(lease)) {
            lease.release();
            return false;
        }
        return true;
    }

    @Override
    public @Nullable InstanceLease hold(InstanceId instance) {
        return null;
    }

    @Override
    public void unreachable(InstanceId instance) {
        unreachable.add(instance);
        onUnreachable.run();
    }

    @Override
    public List<TenantStatus> tenants() {
        return List.of();
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
