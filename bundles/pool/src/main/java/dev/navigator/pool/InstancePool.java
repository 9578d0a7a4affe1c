package dev.navigator.pool;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.TenantStatus;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.routing.RequestView;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The instances of all tenants: finds the tenant and passes on. Thread-safe. */
final class InstancePool implements Pool {

    private final Services services;
    private final ReentrantLock configuring = new ReentrantLock();
    /** Those the configuration has, and those it had as long as something of them runs. */
    private final Map<TenantId, Tenant> known = new ConcurrentHashMap<>();

    private volatile Map<TenantId, Tenant> configured = Map.of();
    private volatile @Nullable Configuration configuration;

    InstancePool(Services services) {
        this.services = services;
    }

    /** Takes a configuration over; what is the same as before is left alone. */
    void configure(Configuration next) {
        configuring.lock();
        try {
            configuration = next;
            Map<TenantId, Tenant> now = new HashMap<>(next.tenants().size() * 2);
            for (TenantSettings settings : next.tenants()) {
                now.put(settings.id(), configure(settings, next.deployment()));
            }
            Set<TenantId> removed = new HashSet<>(known.keySet());
            removed.removeAll(now.keySet());
            configured = now;
            removed.forEach(this::remove);
            services.admission.limit(next.pools());
        } finally {
            configuring.unlock();
        }
        wakeThoseThatKeepInstances();
    }

    private Tenant configure(TenantSettings settings, long deployment) {
        Tenant tenant = known.get(settings.id());
        if (tenant == null) {
            tenant = new Tenant(services, settings, deployment);
            known.put(settings.id(), tenant);
        } else {
            tenant.configure(settings, deployment);
        }
        return tenant;
    }

    private void remove(TenantId id) {
        Tenant tenant = Objects.requireNonNull(known.get(id));
        tenant.remove();
        TenantPool pool = tenant.poolIfUsed();
        if (pool == null || pool.isEmpty()) {
            known.remove(id);
        }
    }

    /** Starts what is to run without being asked for. */
    void wakeThoseThatKeepInstances() {
        configured.values().stream()
                .filter(tenant -> tenant.wanted().settings().capacity().minInstances() > 0)
                .forEach(tenant -> tenant.pool().wake());
    }

    /** Those that have been used. */
    Stream<TenantPool> pools() {
        return known.values().stream().map(Tenant::poolIfUsed).flatMap(Stream::ofNullable);
    }

    /** The pool of a tenant that is configured, or of which something still runs; null otherwise. */
    @Nullable
    TenantPool pool(TenantId id) {
        Tenant tenant = known.get(id);
        return tenant == null ? null : tenant.pool();
    }

    @Nullable
    Configuration configuration() {
        return configuration;
    }

    @Override
    public @Nullable InstanceLease tryLease(TenantId id, RequestView request) {
        Tenant tenant = configured.get(id);
        TenantPool pool = tenant == null ? null : tenant.poolIfUsed();
        return pool == null ? null : pool.tryLease(request);
    }

    @Override
    public CompletableFuture<InstanceLease> lease(TenantId id, RequestView request) {
        Tenant tenant = configured.get(id);
        return tenant == null
                ? CompletableFuture.failedFuture(Refusals.unknown(id))
                : tenant.pool().lease(request);
    }

    @Override
    public @Nullable InstanceLease hold(InstanceId instance) {
        TenantPool pool = poolIfUsed(instance.tenant());
        return pool == null ? null : pool.hold(instance);
    }

    @Override
    public void unreachable(InstanceId instance) {
        TenantPool pool = poolIfUsed(instance.tenant());
        if (pool != null) {
            pool.unreachable(instance);
        }
    }

    @Override
    public List<TenantStatus> tenants() {
        Configuration current = configuration;
        Map<TenantId, Tenant> now = configured;
        if (current == null) {
            return List.of();
        }
        return current.tenants().stream()
                .map(settings -> now.get(settings.id()))
                .filter(Objects::nonNull)
                .map(InstancePool::status)
                .toList();
    }

    private static TenantStatus status(Tenant tenant) {
        TenantPool pool = tenant.poolIfUsed();
        return pool == null ? Statuses.unused(tenant.wanted().settings()) : pool.status();
    }

    @Override
    public CompletionStage<Void> stop(TenantId tenant) {
        return operate(tenant, TenantPool::stop);
    }

    @Override
    public CompletionStage<Void> start(TenantId tenant) {
        return operate(tenant, TenantPool::start);
    }

    @Override
    public CompletionStage<Void> restart(TenantId tenant) {
        return operate(tenant, TenantPool::restart);
    }

    private CompletionStage<Void> operate(TenantId id, Function<TenantPool, CompletionStage<Void>> operation) {
        Tenant tenant = configured.get(id);
        return tenant == null ? CompletableFuture.failedFuture(Refusals.unknown(id)) : operation.apply(tenant.pool());
    }

    /** Ends every instance within {@code budget}. */
    CompletionStage<Void> end(Duration budget) {
        services.end(budget);
        return CompletableFuture.allOf(pools().map(TenantPool::end)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    void exited(RunningProcess process, ExitStatus status) {
        TenantPool pool = poolOf(process);
        if (pool != null) {
            pool.exited(process, status);
        }
    }

    void vanished(RunningProcess process, ExitStatus status) {
        TenantPool pool = poolOf(process);
        if (pool != null) {
            pool.vanished(process, status);
        }
    }

    private @Nullable TenantPool poolOf(RunningProcess process) {
        return process.owner().kind() == Owner.Kind.TENANT
                ? poolIfUsed(new TenantId(process.owner().name()))
                : null;
    }

    private @Nullable TenantPool poolIfUsed(TenantId id) {
        Tenant tenant = known.get(id);
        return tenant == null ? null : tenant.poolIfUsed();
    }
}
