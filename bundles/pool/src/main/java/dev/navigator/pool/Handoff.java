package dev.navigator.pool;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.Occupancy;
import dev.navigator.api.ports.PortLease;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.routing.RequestView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How one version of this bundle writes down its state for the next: in maps of values that outlive both, so that neither
 * holds on to the other's classes.
 */
final class Handoff {

    /** Grows when a version could not read what the one before has written. */
    private static final int FORMAT = 1;

    private Handoff() {}

    /** The state of one tenant. */
    record TenantState(
            TenantId id, boolean stopped, RolloutState rollout, List<InstanceState> instances, List<Waiter> waiting) {}

    /** What a tenant's releases are counted by. */
    record RolloutState(int touches, int restarts, long restartFileModified) {}

    /**
     * The state of one instance that has a process.
     *
     * @param occupancy null when it was not ready yet
     * @param leaving whether it was on its way out
     */
    record InstanceState(Started started, @Nullable Occupancy occupancy, long born, Release release, boolean leaving) {}

    /** Everything. */
    record PoolState(Configuration configuration, List<TenantState> tenants, Queue<Map<String, Object>> latecomers) {}

    static Map<String, Object> pool(
            Configuration configuration, List<Map<String, Object>> tenants, Queue<Map<String, Object>> latecomers) {
        return Map.of("format", FORMAT, "configuration", configuration, "tenants", tenants, "latecomers", latecomers);
    }

    static Map<String, Object> tenant(
            TenantId id,
            boolean stopped,
            RolloutState rollout,
            List<Map<String, Object>> instances,
            List<Map<String, Object>> waiting) {
        return Map.of(
                "id", id,
                "stopped", stopped,
                "counts", List.of(rollout.touches(), rollout.restarts()),
                "modified", rollout.restartFileModified(),
                "instances", instances,
                "waiting", waiting);
    }

    static Map<String, Object> instance(
            Started started, @Nullable Occupancy occupancy, long born, Release release, boolean leaving) {
        Map<String, Object> state = new HashMap<>(Map.of(
                "process", started.process(),
                "port", started.port(),
                "command", started.command(),
                "born", born,
                "deployment", release.deployment(),
                "digest", release.digest(),
                "counts", List.of(release.touches(), release.restarts()),
                "leaving", leaving));
        if (occupancy != null) {
            state.put("occupancy", occupancy);
        }
        return state;
    }

    static Map<String, Object> waiting(TenantId tenant, Waiter waiter) {
        return Map.of(
                "tenant", tenant,
                "request", waiter.request,
                "future", waiter.future,
                "deadline", waiter.deadline);
    }

    /**
     * @return null when it is not something this version understands
     */
    static @Nullable PoolState read(Object left) {
        Map<String, Object> state = map(left);
        if (!Integer.valueOf(FORMAT).equals(state.get("format"))) {
            return null;
        }
        return new PoolState(
                get(state, "configuration", Configuration.class),
                maps(state, "tenants").stream().map(Handoff::readTenant).toList(),
                latecomers(state));
    }

    private static TenantState readTenant(Map<String, Object> state) {
        List<?> counts = get(state, "counts", List.class);
        return new TenantState(
                get(state, "id", TenantId.class),
                get(state, "stopped", Boolean.class),
                new RolloutState((Integer) counts.get(0), (Integer) counts.get(1), get(state, "modified", Long.class)),
                maps(state, "instances").stream().map(Handoff::readInstance).toList(),
                maps(state, "waiting").stream().map(Handoff::readWaiting).toList());
    }

    private static InstanceState readInstance(Map<String, Object> state) {
        List<?> counts = get(state, "counts", List.class);
        return new InstanceState(
                new Started(
                        get(state, "process", RunningProcess.class),
                        get(state, "port", PortLease.class),
                        get(state, "command", String.class)),
                (Occupancy) state.get("occupancy"),
                get(state, "born", Long.class),
                new Release(
                        get(state, "deployment", Long.class),
                        get(state, "digest", String.class),
                        (Integer) counts.get(0),
                        (Integer) counts.get(1)),
                get(state, "leaving", Boolean.class));
    }

    /** Whose request waits. */
    static TenantId tenant(Map<String, Object> waiting) {
        return get(waiting, "tenant", TenantId.class);
    }

    @SuppressWarnings("unchecked") // written by waiting()
    static Waiter readWaiting(Map<String, Object> state) {
        return new Waiter(
                get(state, "request", RequestView.class),
                (CompletableFuture<InstanceLease>) get(state, "future", CompletableFuture.class),
                get(state, "deadline", Long.class));
    }

    @SuppressWarnings("unchecked") // written by pool()
    private static Queue<Map<String, Object>> latecomers(Map<String, Object> state) {
        return (Queue<Map<String, Object>>) get(state, "latecomers", Queue.class);
    }

    @SuppressWarnings("unchecked") // written by pool() and tenant()
    private static List<Map<String, Object>> maps(Map<String, Object> state, String key) {
        return (List<Map<String, Object>>) get(state, key, List.class);
    }

    @SuppressWarnings("unchecked") // written by pool()
    private static Map<String, Object> map(Object left) {
        return left instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static <T> T get(Map<String, Object> state, String key, Class<T> type) {
        Object value = state.get(key);
        if (value == null) {
            throw new IllegalArgumentException("handed over without '" + key + "'");
        }
        return type.cast(value);
    }
}
