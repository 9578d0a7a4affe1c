package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.Problem;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files written for the Go original mean the same here. */
class GoOriginalTest {

    @TempDir
    Path folder;

    private Loading loading;

    @BeforeEach
    void look() {
        loading = new Loading(folder);
    }

    @Test
    void aWholeFileLoads() {
        Configuration configuration = loading.valid("""
                server:
                  listen: ":3000"
                  health_check: {path: /up}
                applications:
                  pools: {max_size: 20, timeout: 5m, start_port: 5000}
                  health_check: /up
                  env:
                    DATABASE_URL: "sqlite3://db/${database}.sqlite3"
                    PIDFILE: "pids/${database}.pid"
                  runtime: {rails: ruby, node: node}
                  server: {rails: bin/rails, node: server.js}
                  args:
                    rails: [server, -b, "0.0.0.0", -p, "{{port}}"]
                  tenants:
                    - path: /showcase/2025/boston/
                      framework: rails
                      root: /rails
                      var: {database: 2025-boston}
                    - name: cable
                      path: /cable
                      runtime: bundle
                      server: exec
                      args: [puma, -p, "${port}"]
                      var: {database: cable}
                managed_processes:
                  - {name: redis, command: redis-server, start_delay: 2s}
                logging: {format: json, file: log/navigator.log}
                """);

        TenantSettings boston = configuration.tenants().get(0);
        assertEquals(20, configuration.pools().maxSize());
        assertEquals(Duration.ofMinutes(5), configuration.pools().idleTimeout());
        assertEquals("showcase/2025/boston", boston.id().value());
        assertEquals(Path.of("/rails"), boston.launch().workingDirectory());
        assertEquals("ruby bin/rails server -b 0.0.0.0 -p 4001", commandLine(boston));
        assertEquals(
                "sqlite3://db/2025-boston.sqlite3",
                boston.launch().environment().get("DATABASE_URL").expand(Map.of()));
        assertEquals(
                "bundle exec puma -p 4001", commandLine(configuration.tenants().get(1)));
        assertEquals(
                Duration.ofSeconds(2), configuration.managedProcesses().get(0).startDelay());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {runtime: python}                              | python bin/rails server -b 127.0.0.1 -p 4001
                    {server: bin/dev}                              | ruby bin/dev server -b 127.0.0.1 -p 4001
                    {runtime: node, server: app.js, args: []}      | node app.js
                    {framework: django}                            | python manage.py runserver 4001
                    {framework: django, args: [x]}                 | python manage.py x
                    {framework: django, server: own.py}            | python own.py runserver 4001
                    {framework: django, command: own}              | own
                    {framework: go}                                | ./serve --port 4001
                    {framework: rust}                              | common 1
                    {}                                             | common 1
                    {args: [y]}                                    | common y
                    """)
    void runtimeServerAndArgumentsMakeTheCommand(String keys, String commandLine) {
        Configuration configuration = loading.valid("""
                applications:
                  runtime: {django: python, go: ./serve}
                  server: {django: manage.py, go: --port}
                  args: {django: [runserver, "{{port}}"], go: ["{{port}}"]}
                  framework: {command: common, args: ["1"]}
                  tenants:
                    - {name: a, %s}
                """.formatted(keys.substring(1, keys.length() - 1)));

        assertEquals(commandLine, commandLine(configuration.tenants().get(0)));
    }

    @Test
    void aFrameworkNobodyDescribesIsTheLaunchStrategyOfThatName() {
        List<TenantSettings> tenants = loading.valid("""
                        applications:
                          framework: rails
                          tenants: [{name: a}, {name: b, framework: node}, {name: c, launch: jar}, {name: d, command: x}]
                        """).tenants();

        assertEquals(
                List.of("rails", "node", "jar", "-"),
                tenants.stream()
                        .map(tenant -> tenant.strategy(StrategyKind.LAUNCH))
                        .map(StrategyChoice::name)
                        .map(name -> name.orElse("-"))
                        .toList());
    }

    @Test
    void theFrameworkSectionHoldsWhatAllTenantsRun() {
        Configuration configuration = loading.load("""
                        applications:
                          framework:
                            command: bin/rails
                            args: [server, -p, "${port}"]
                            app_directory: /rails
                            port_env_var: SERVER_PORT
                            start_delay: 2s
                          tenants: [{name: a}]
                        """).configuration().orElseThrow();

        LaunchSettings launch = configuration.tenants().get(0).launch();
        assertEquals(
                "bin/rails server -p 4001", commandLine(configuration.tenants().get(0)));
        assertEquals(Path.of("/rails"), launch.workingDirectory());
        assertEquals("4001", launch.environment().get("SERVER_PORT").expand(Map.of("PORT", "4001")));
    }

    @Test
    void itsStartupTimeoutIsTheStartTimeoutAndIsExplained() {
        var result = loading.load("applications: {startup_timeout: 10s, tenants: [{name: a}]}");

        assertEquals(
                Duration.ofSeconds(10),
                result.configuration().orElseThrow().tenants().get(0).timeouts().start());
        assertEquals(
                List.of(Problem.Severity.WARNING),
                result.problems().stream().map(Problem::severity).toList());
    }

    private static String commandLine(TenantSettings tenant) {
        LaunchSettings launch = tenant.launch();
        return Stream.concat(Optional.of(launch.command().orElseThrow()).stream(), launch.args().stream())
                .map(part -> part.expand(Map.of("PORT", "4001")))
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }
}
