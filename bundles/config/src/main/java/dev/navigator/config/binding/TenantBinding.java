package dev.navigator.config.binding;

import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.PoolSettings;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.config.TenantSettings.Capacity;
import dev.navigator.api.config.TenantSettings.Timeouts;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.Key;
import dev.navigator.config.schema.Reference;
import dev.navigator.config.schema.StrategyKeys;
import dev.navigator.config.schema.TenantKeys;
import dev.navigator.config.yaml.Scalar;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one tenant. */
final class TenantBinding {

    private static final Optional<String> OFF = Optional.of("");

    private final TenantFields fields;
    private final TenantLaunch launch;
    private final PoolSettings pools;
    private final ProcessNames processes;

    TenantBinding(TenantFields fields, PoolSettings pools, ProcessNames processes) {
        this.fields = fields;
        this.launch = new TenantLaunch(fields);
        this.pools = pools;
        this.processes = processes;
    }

    /** Null when it has no usable name or path, which was noted. */
    @Nullable
    TenantSettings settings() {
        TenantIdentity identity = fields.scope().identity();
        String name = identity.name();
        String path = identity.path();
        fields.scope().readAll();
        Capacity capacity = capacity();
        Timeouts timeouts = timeouts();
        Optional<String> check = fields.find(TenantKeys.HEALTH_CHECK);
        Optional<String> healthCheck = check.equals(OFF) ? Optional.empty() : check;
        List<String> dependsOn = dependsOn();
        Map<StrategyKind, StrategyChoice> strategies = strategies();
        LaunchSettings launched = launch.settings();
        if (name == null || path == null) {
            return null;
        }
        return new TenantSettings(
                new TenantId(name), path, launched, capacity, timeouts, healthCheck, dependsOn, strategies);
    }

    private Capacity capacity() {
        int min = fields.get(TenantKeys.MIN_INSTANCES);
        int max = maxProcesses();
        if (min > max) {
            fields.with(TenantKeys.MIN_INSTANCES)
                    .error(
                            TenantKeys.MIN_INSTANCES,
                            min + " instances are more than the " + max
                                    + " that 'max_processes' or 'pools.max_size' allow" + "; lower this or raise that");
        }
        return new Capacity(min, max, fields.get(TenantKeys.CONCURRENCY), fields.get(TenantKeys.MAX_QUEUE));
    }

    private int maxProcesses() {
        Optional<Integer> max = fields.find(TenantKeys.MAX_PROCESSES);
        if (max.isPresent() && max.get() > pools.maxSize()) {
            fields.with(TenantKeys.MAX_PROCESSES)
                    .warning(
                            TenantKeys.MAX_PROCESSES,
                            max.get() + " is above 'pools.max_size' and is lowered to " + pools.maxSize()
                                    + "; raise 'pools.max_size' for more");
            return pools.maxSize();
        }
        return max.orElse(pools.maxSize());
    }

    private Timeouts timeouts() {
        Fields starts = fields.with(TenantKeys.START_TIMEOUT);
        Scalar written = starts.written(TenantKeys.START_TIMEOUT);
        if (written != null && !written.text().equals(TenantKeys.START_TIMEOUT.name())) {
            starts.warning(
                    TenantKeys.START_TIMEOUT,
                    "read as 'start_timeout': a start that takes longer has failed; when to show a page to those who wait is"
                            + " 'server.start_page_after'");
        }
        return new Timeouts(
                fields.find(TenantKeys.IDLE_TIMEOUT).orElse(pools.idleTimeout()),
                fields.get(TenantKeys.START_TIMEOUT),
                fields.get(TenantKeys.STOP_TIMEOUT),
                fields.get(TenantKeys.QUEUE_TIMEOUT),
                fields.get(TenantKeys.DRAIN_TIMEOUT));
    }

    private List<String> dependsOn() {
        List<String> names = new ArrayList<>();
        for (Reference reference : fields.get(TenantKeys.DEPENDS_ON)) {
            if (processes.check(reference)) {
                names.add(reference.name());
            }
        }
        return names;
    }

    private Map<StrategyKind, StrategyChoice> strategies() {
        Map<StrategyKind, StrategyChoice> chosen = new EnumMap<>(StrategyKind.class);
        for (Map.Entry<StrategyKind, Key<StrategyChoice>> entry :
                StrategyKeys.ofTenant().entrySet()) {
            Optional<StrategyChoice> choice = fields.find(entry.getValue());
            if (choice.isPresent()) {
                chosen.put(entry.getKey(), choice.get());
            }
        }
        Optional<String> framework = launch.strategy();
        if (framework.isPresent()) {
            chosen.putIfAbsent(StrategyKind.LAUNCH, StrategyChoice.named(framework.get()));
        }
        return chosen;
    }
}
