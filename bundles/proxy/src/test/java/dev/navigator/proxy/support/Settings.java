package dev.navigator.proxy.support;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.HttpLimits;
import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.PoolSettings;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds configurations for tests. */
public final class Settings {

    public HttpLimits limits = new HttpLimits(16 << 10, 50, 8 << 10, 0, 10_000, 0);
    public HttpTimeouts timeouts = new HttpTimeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30));
    public List<String> trusted = List.of();
    public Optional<ServerSettings.HealthCheck> health = Optional.empty();
    public Map<Integer, Path> errorPages = Map.of();
    public Duration startPageAfter = Duration.ZERO;
    public Optional<LoggingSettings.AccessLog> access = Optional.empty();
    public ServerSettings.Listen listen = new ServerSettings.Listen(Optional.of("127.0.0.1"), 0);
    public Optional<ServerSettings.Tls> tls = Optional.empty();
    private final List<TenantSettings> tenants = new ArrayList<>();

    public Settings tenant(String name, String path) {
        Duration some = Duration.ofSeconds(30);
        tenants.add(new TenantSettings(
                new TenantId(name),
                path,
                new LaunchSettings(Path.of("/"), Optional.empty(), List.of(), Map.of()),
                new TenantSettings.Capacity(0, 1, 5, 100),
                new TenantSettings.Timeouts(some, some, some, some, some),
                Optional.empty(),
                List.of(),
                Map.of()));
        return this;
    }

    public Configuration build() {
        Path nowhere = Path.of("/nonexistent");
        ServerSettings server = new ServerSettings(
                listen,
                nowhere,
                nowhere,
                Duration.ofSeconds(25),
                limits,
                timeouts,
                trusted,
                health,
                errorPages,
                startPageAfter,
                tls,
                false);
        return new Configuration(
                nowhere,
                1,
                server,
                new PoolSettings(10, Duration.ofMinutes(5), 4000, 100, 4),
                tenants,
                List.of(),
                new LoggingSettings(
                        LoggingSettings.Format.TEXT, Optional.empty(), LoggingSettings.Level.INFO, 1 << 20, 3, access),
                Map.of());
    }
}
