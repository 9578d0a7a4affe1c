package dev.navigator.api.config;

import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of {@code applications.tenants}, defaults filled in.
 *
 * @param path begins and ends with a slash; serves itself, with or without the last slash, and everything below
 * @param healthCheck asked for with GET before a new instance is ready
 * @param dependsOn managed processes that have to be ready before an instance starts
 * @param strategies what the file chooses; see {@link #strategy}
 */
public record TenantSettings(
        TenantId id,
        String path,
        LaunchSettings launch,
        Capacity capacity,
        Timeouts timeouts,
        Optional<String> healthCheck,
        List<String> dependsOn,
        Map<StrategyKind, StrategyChoice> strategies) {

    public TenantSettings {
        dependsOn = List.copyOf(dependsOn);
        strategies = Map.copyOf(strategies);
    }

    /**
     * How much a tenant may have.
     *
     * @param minInstances kept running
     * @param maxProcesses at most
     * @param concurrency requests one instance serves at once
     * @param maxQueue requests that may wait for an instance
     */
    public record Capacity(int minInstances, int maxProcesses, int concurrency, int maxQueue) {}

    /**
     * How long a tenant's affairs may take.
     *
     * @param idle after the last request ended, until an instance is stopped
     * @param start from launch until ready
     * @param stop from SIGTERM until SIGKILL
     * @param queue that a request waits for an instance
     * @param drain that an instance being replaced may still serve what it has
     */
    public record Timeouts(Duration idle, Duration start, Duration stop, Duration queue, Duration drain) {}

    /** What the file chooses for {@code kind}; {@link StrategyChoice#ANY} where it says nothing. */
    public StrategyChoice strategy(StrategyKind kind) {
        return strategies.getOrDefault(kind, StrategyChoice.ANY);
    }
}
