package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.HttpLimits;
import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.LoggingSettings.AccessLog;
import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.config.PoolSettings;
import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.config.ServerSettings.HealthCheck;
import dev.navigator.api.config.ServerSettings.Listen;
import dev.navigator.api.config.Template;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.config.TenantSettings.Capacity;
import dev.navigator.api.config.TenantSettings.Timeouts;
import dev.navigator.api.strategy.StrategyChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds where a file says nothing. A change here is a change of behaviour for users, and of the manual. */
class DefaultsTest {

    @TempDir
    Path folder;

    private Loading loading;

    @BeforeEach
    void look() {
        loading = new Loading(folder);
    }

    @Test
    void theServerHasTheseDefaults() {
        assertEquals(
                new ServerSettings(
                        new Listen(Optional.empty(), 3000),
                        Path.of("/tmp/navigator.pid"),
                        Path.of("/tmp/navigator.state"),
                        Duration.ofSeconds(25),
                        new HttpLimits(32 * 1024, 100, 8 * 1024, 0, 10_000, 0),
                        new HttpTimeouts(
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(75),
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(2),
                                Duration.ofHours(1)),
                        List.of(),
                        Optional.empty(),
                        Map.of(),
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        false),
                loading.valid("{}").server());
    }

    @Test
    void theHealthCheckHasTheseDefaults() {
        assertEquals(
                Optional.of(new HealthCheck("/up", 200, "OK\n", "text/plain; charset=utf-8")),
                loading.valid("server: {health_check: /up}").server().healthCheck());
    }

    @Test
    void thePoolHasTheseDefaults() {
        assertEquals(
                new PoolSettings(
                        10,
                        Duration.ofMinutes(5),
                        4000,
                        100,
                        Runtime.getRuntime().availableProcessors()),
                loading.valid("{}").pools());
    }

    @Test
    void theLogHasTheseDefaults() {
        assertEquals(
                new LoggingSettings(
                        LoggingSettings.Format.TEXT,
                        Optional.empty(),
                        LoggingSettings.Level.INFO,
                        10 * 1024 * 1024,
                        3,
                        Optional.empty()),
                loading.valid("{}").logging());
    }

    @Test
    void theAccessLogHasTheseDefaults() {
        assertEquals(
                Optional.of(new AccessLog(AccessLog.Style.COMBINED, folder.resolve("access.log"))),
                loading.valid("logging: {access_log: access.log}").logging().access());
    }

    @Test
    void aTenantHasTheseDefaults() {
        assertEquals(
                new TenantSettings(
                        new TenantId("shop"),
                        "/shop/",
                        new LaunchSettings(folder, Optional.empty(), List.of(), Map.of()),
                        new Capacity(0, 10, 5, 100),
                        new Timeouts(
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(30)),
                        Optional.empty(),
                        List.of(),
                        Map.of()),
                loading.tenant("- name: shop"));
    }

    @Test
    void aTenantTakesItsLimitsFromThePool() {
        TenantSettings tenant = loading.valid(
                        "{pools: {max_size: 7, idle_timeout: 60}, applications: {tenants: [{name: a}]}}")
                .tenants()
                .get(0);

        assertEquals(7, tenant.capacity().maxProcesses());
        assertEquals(Duration.ofMinutes(1), tenant.timeouts().idle());
    }

    @Test
    void aManagedProcessHasTheseDefaults() {
        assertEquals(
                new ManagedProcessSettings(
                        "redis",
                        new LaunchSettings(folder, Optional.of(Template.literal("redis-server")), List.of(), Map.of()),
                        false,
                        Duration.ZERO,
                        Duration.ofSeconds(10),
                        List.of(),
                        Optional.empty(),
                        StrategyChoice.ANY),
                loading.process("- {name: redis, command: redis-server}"));
    }

    @Test
    void aReadyCheckHasTheseDefaults() {
        assertEquals(
                Optional.of(new ReadyCheck.Tcp("127.0.0.1", 6379, Duration.ofSeconds(30))),
                loading.process("- {name: redis, command: redis-server, ready: {tcp: 6379}}")
                        .ready());
    }

    @Test
    void theFileIsTheFirstDeploymentOfNothing() {
        Configuration configuration = loading.valid("{}");

        assertEquals(folder.resolve("navigator.yml"), configuration.file());
        assertEquals(1, configuration.deployment());
        assertEquals(List.of(), configuration.tenants());
        assertEquals(List.of(), configuration.managedProcesses());
        assertEquals(Map.of(), configuration.plugins());
    }
}
