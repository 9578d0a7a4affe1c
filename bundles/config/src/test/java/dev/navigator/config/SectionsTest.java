package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.HttpLimits;
import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.LoggingSettings.AccessLog;
import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.config.PoolSettings;
import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.config.ServerSettings.HealthCheck;
import dev.navigator.api.config.ServerSettings.Listen;
import dev.navigator.api.config.ServerSettings.Tls;
import dev.navigator.api.config.Template;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.testing.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of the sections other than that of the tenants. */
class SectionsTest {

    @TempDir
    Path folder;

    private Loading loading;

    @BeforeEach
    void look() {
        loading = new Loading(folder, Map.of("PORT", "80", "RAILS_ENV", "staging"));
    }

    @Test
    void everyKeyOfTheServerIsRead() throws IOException {
        Files.createFile(folder.resolve("404.html"));
        TestCertificate.of(TestCertificate.Kind.EC, "localhost")
                .write(folder.resolve("chain.pem"), folder.resolve("key.pem"));

        ServerSettings server = loading.valid("""
                        server:
                          listen: "[::1]:${PORT}"
                          pid_file: run/navigator.pid
                          state_dir: run/state
                          shutdown_timeout: 20
                          limits: {header_size: 16k, header_count: 50, uri_size: 4k, body_size: 10m, connections: 20,
                                   connections_per_client: 2}
                          timeouts: {header: 1, body_idle: 2, keep_alive: 3, connect: 4, response: 5, tunnel_idle: 0}
                          trusted_proxies: [10.0.0.0/8, "::1"]
                          health_check: {path: /alive, status: 204, body: "", content_type: text/html}
                          error_pages: {404: 404.html}
                          start_page_after: 0
                          tls: {certificate: chain.pem, key: key.pem}
                          watch_config: yes
                          router: {name: by-host, version: "[1,2)", zone: eu}
                        """).server();

        assertEquals(
                new ServerSettings(
                        new Listen(Optional.of("::1"), 80),
                        folder.resolve("run/navigator.pid"),
                        folder.resolve("run/state"),
                        Duration.ofSeconds(20),
                        new HttpLimits(16_384, 50, 4096, 10_485_760, 20, 2),
                        new HttpTimeouts(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                Duration.ZERO),
                        List.of("10.0.0.0/8", "::1"),
                        Optional.of(new HealthCheck("/alive", 204, "", "text/html")),
                        Map.of(404, folder.resolve("404.html")),
                        Duration.ZERO,
                        Optional.of(new Tls(folder.resolve("chain.pem"), folder.resolve("key.pem"))),
                        true,
                        new StrategyChoice(Optional.of("by-host"), Optional.of("[1,2)"), Map.of("zone", "eu"))),
                server);
    }

    @ParameterizedTest
    @CsvSource({
        "/run/navigator.pid,/run/navigator.state",
        "/run/n.pid.pid,/run/n.pid.state",
        "/run/navigator,/run/navigator.state",
        "/run/a.b,/run/a.b.state"
    })
    void theStateFolderLiesBesideThePidFile(String pidFile, Path stateFolder) {
        assertEquals(
                stateFolder,
                loading.valid("server: {pid_file: " + pidFile + "}").server().stateDirectory());
    }

    @ParameterizedTest
    @CsvSource({"pools: {%s},", "'applications: {pools: {%s}}',"})
    void everyKeyOfThePoolsIsReadInBothPlaces(String place) {
        String keys = "max_size: 3, idle_timeout: 1m, start_port: 5000, port_count: 10, max_concurrent_starts: 7";

        assertEquals(
                new PoolSettings(3, Duration.ofMinutes(1), 5000, 10, 7),
                loading.valid(place.formatted(keys)).pools());
    }

    @Test
    void everyKeyOfTheLogIsRead() {
        assertEquals(
                new LoggingSettings(
                        LoggingSettings.Format.JSON,
                        Optional.of(Path.of("/var/log/navigator.log")),
                        LoggingSettings.Level.DEBUG,
                        1024 * 1024,
                        0,
                        Optional.of(new AccessLog(AccessLog.Style.JSON, folder.resolve("access.log")))),
                loading.valid("""
                                logging:
                                  format: json
                                  file: /var/log/navigator.log
                                  level: debug
                                  log_max_size: 1m
                                  log_keep: 0
                                  access_log: {file: access.log, format: json}
                                """).logging());
    }

    @Test
    void everyKeyOfAManagedProcessIsRead() {
        ManagedProcessSettings process = loading.valid("""
                        managed_processes:
                          - {name: redis, command: redis-server}
                          - name: sidekiq
                            command: bundle
                            args: [exec, sidekiq, -q, "${name}", "${PORT}", "{{port}}"]
                            working_dir: app
                            env: {RAILS_ENV: "${RAILS_ENV:-production}", NAME: "${name}"}
                            auto_restart: true
                            start_delay: 2
                            stop_timeout: 1m
                            depends_on: [redis]
                            ready: {log: "Running in ruby", timeout: 5s}
                            restart: {name: exponential, first: 1s}
                        """).managedProcesses().get(1);

        assertEquals("sidekiq", process.name());
        assertEquals(folder.resolve("app"), process.launch().workingDirectory());
        assertEquals(
                List.of("exec", "sidekiq", "-q", "sidekiq", "80", "{{port}}"),
                process.launch().args().stream()
                        .map(arg -> arg.expand(Map.of()))
                        .toList());
        assertEquals(
                Map.of("RAILS_ENV", Template.literal("staging"), "NAME", Template.literal("sidekiq")),
                process.launch().environment());
        assertTrue(process.autoRestart());
        assertEquals(Duration.ofSeconds(2), process.startDelay());
        assertEquals(Duration.ofMinutes(1), process.stopTimeout());
        assertEquals(List.of("redis"), process.dependsOn());
        assertEquals(
                Optional.of(new ReadyCheck.Log(Pattern.compile("Running in ruby"), Duration.ofSeconds(5))),
                process.ready());
        assertEquals(
                new StrategyChoice(Optional.of("exponential"), Optional.empty(), Map.of("first", "1s")),
                process.restart());
    }

    @Test
    void aManagedProcessMayWaitForOneListedLater() {
        assertEquals(
                List.of("b"),
                loading.valid("managed_processes: [{name: a, command: x, depends_on: [b]}, {name: b, command: y}]")
                        .managedProcesses()
                        .get(0)
                        .dependsOn());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {tcp: "db:5432"}                   | Tcp[host=db, port=5432, timeout=PT30S]
                    {tcp: "[::1]:1", timeout: 1m}      | Tcp[host=::1, port=1, timeout=PT1M]
                    {command: ./check}                 | Command[command=[./check], timeout=PT30S]
                    {command: [redis-cli, "${name}"]}  | Command[command=[redis-cli, a], timeout=PT30S]
                    """)
    void whatMakesAProcessReadyIsRead(String ready, String check) {
        assertEquals(
                check,
                loading.process("- {name: a, command: x, ready: " + ready + "}")
                        .ready()
                        .map(Object::toString)
                        .orElse(""));
    }

    @Test
    void anAddressMakesAProcessReady() {
        assertEquals(
                Optional.of(
                        new ReadyCheck.Http(URI.create("http://localhost:9200/_health?x=1"), Duration.ofSeconds(30))),
                loading.process("- {name: a, command: x, ready: {http: \"http://localhost:9200/_health?x=1\"}}")
                        .ready());
    }

    @Test
    void settingsOfPluginsAreFlatText() {
        assertEquals(
                Map.of(
                        "com.example.ports", Map.of("salt", "010", "env", "staging"),
                        "com.example.factory~one", Map.of("x", "yes")),
                loading.valid("""
                                plugins:
                                  com.example.ports: {salt: 010, env: "${RAILS_ENV}"}
                                  com.example.factory~one: {x: yes}
                                """).plugins());
    }
}
