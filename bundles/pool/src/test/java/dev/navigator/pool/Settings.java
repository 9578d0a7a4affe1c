package dev.navigator.pool;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.HttpLimits;
import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.PoolSettings;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.config.Template;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Settings as the configuration file's defaults would give them, to be changed one by one. */
final class Settings {

    TenantId id;
    Path workingDirectory = Path.of("/nowhere");
    Optional<Template> command = Optional.of(Template.literal("serve"));
    List<Template> args = new ArrayList<>();
    Map<String, Template> environment = new HashMap<>();
    int minInstances = 0;
    int maxProcesses = 10;
    int concurrency = 5;
    int maxQueue = 100;
    Duration idle = Duration.ofMinutes(5);
    Duration start = Duration.ofSeconds(30);
    Duration stop = Duration.ofSeconds(10);
    Duration queue = Duration.ofSeconds(30);
    Duration drain = Duration.ofSeconds(30);
    Optional<String> healthCheck = Optional.empty();
    List<String> dependsOn = List.of();
    Map<StrategyKind, StrategyChoice> strategies = new HashMap<>();

    Settings(String name) {
        id = new TenantId(name);
    }

    static TenantSettings tenant(String name, UnaryOperator<Settings> changes) {
        return changes.apply(new Settings(name)).build();
    }

    TenantSettings build() {
        return new TenantSettings(
                id,
                "/" + id + "/",
                new LaunchSettings(workingDirectory, command, args, environment),
                new TenantSettings.Capacity(minInstances, maxProcesses, concurrency, maxQueue),
                new TenantSettings.Timeouts(idle, start, stop, queue, drain),
                healthCheck,
                dependsOn,
                strategies);
    }

    static Configuration configuration(long deployment, PoolSettings pools, List<TenantSettings> tenants) {
        return new Configuration(
                Path.of("navigator.yml"), deployment, server(), pools, tenants, List.of(), logging(), Map.of());
    }

    static PoolSettings pools(int maxSize, int maxConcurrentStarts) {
        return new PoolSettings(maxSize, Duration.ofMinutes(5), 21300, 100, maxConcurrentStarts);
    }

    private static ServerSettings server() {
        Duration any = Duration.ofSeconds(30);
        return new ServerSettings(
                new ServerSettings.Listen(Optional.empty(), 0),
                Path.of("navigator.pid"),
                Path.of("state"),
                any,
                new HttpLimits(1, 1, 1, 1, 1, 1),
                new HttpTimeouts(any, any, any, any, any, any),
                List.of(),
                Optional.empty(),
                Map.of(),
                any,
                Optional.empty(),
                false);
    }

    private static LoggingSettings logging() {
        return new LoggingSettings(
                LoggingSettings.Format.TEXT, Optional.empty(), LoggingSettings.Level.INFO, 1, 1, Optional.empty());
    }
}
