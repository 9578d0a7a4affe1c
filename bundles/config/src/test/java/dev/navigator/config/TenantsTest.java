package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.config.Template;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.config.TenantSettings.Capacity;
import dev.navigator.api.config.TenantSettings.Timeouts;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantsTest {

    private static final Map<String, String> INSTANCE = Map.of("PORT", "4001", "instance", "2");

    @TempDir
    Path folder;

    private Loading loading;

    @BeforeEach
    void look() {
        loading = new Loading(folder, Map.of("HOME", "/home/deploy", "PORT", "80", "name", "environment"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {name: shop}                          | shop        | /shop/
                    {path: /shop}                         | shop        | /shop/
                    {path: /2025/boston/}                 | 2025/boston | /2025/boston/
                    {path: /}                             | root        | /
                    {name: 2025/boston}                   | 2025/boston | /2025/boston/
                    {name: 010}                           | 010         | /010/
                    {name: yes}                           | yes         | /yes/
                    {path: /1:30/, name: x}               | x           | /1:30/
                    {name: a, path: /b}                   | a           | /b/
                    {name: "${tag}-x", var: {tag: t}}     | t-x         | /t-x/
                    {name: n, path: "/${name}/v1"}        | n           | /n/v1/
                    {path: "/${HOME:-x}", var: {HOME: h}} | h           | /h/
                    """)
    void nameAndPathComeFromEachOther(String text, String name, String path) {
        TenantSettings tenant = loading.tenant("- " + text);

        assertEquals(name, tenant.id().value());
        assertEquals(path, tenant.path());
    }

    @Test
    void everyKeyIsRead() {
        TenantSettings tenant = loading.valid("""
                        managed_processes: [{name: redis, command: redis-server}]
                        applications:
                          tenants:
                            - name: shop
                              path: /s/
                              working_dir: apps/shop
                              command: ./run
                              args: [a, b c]
                              env: {A: "1"}
                              max_processes: 4
                              min_instances: 1
                              idle_timeout: 1h
                              health_check: /up
                              concurrency: 8
                              max_queue: 9
                              queue_timeout: 1s
                              start_timeout: 2s
                              stop_timeout: 3s
                              drain_timeout: 4s
                              depends_on: [redis]
                        """).tenants().get(0);

        assertEquals("/s/", tenant.path());
        assertEquals(folder.resolve("apps/shop"), tenant.launch().workingDirectory());
        assertEquals(Optional.of(Template.literal("./run")), tenant.launch().command());
        assertEquals(List.of("a", "b c"), args(tenant));
        assertEquals(Map.of("A", "1"), environment(tenant));
        assertEquals(new Capacity(1, 4, 8, 9), tenant.capacity());
        assertEquals(
                new Timeouts(
                        Duration.ofHours(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4)),
                tenant.timeouts());
        assertEquals(Optional.of("/up"), tenant.healthCheck());
        assertEquals(List.of("redis"), tenant.dependsOn());
    }

    @Test
    void scalarsOfArgumentsAndEnvironmentAreTextAsWritten() {
        TenantSettings tenant = loading.tenant("""
                - name: a
                  args: [--appendonly, yes, 010, 1:30, 1.0, ~, null, 0x1F, "", 2001-01-01, --port 6379]
                  env: {A: yes, B: 010, C: 1:30, D: ~, E: null, F: , G: true, H: 1_000}
                """);

        assertEquals(
                List.of(
                        "--appendonly",
                        "yes",
                        "010",
                        "1:30",
                        "1.0",
                        "~",
                        "null",
                        "0x1F",
                        "",
                        "2001-01-01",
                        "--port 6379"),
                args(tenant));
        assertEquals(
                Map.of("A", "yes", "B", "010", "C", "1:30", "D", "~", "E", "null", "F", "", "G", "true", "H", "1_000"),
                environment(tenant));
    }

    @Test
    void namesStandForWhatTheInstanceTheTenantAndNavigatorKnowInThatOrder() {
        TenantSettings tenant = loading.tenant("""
                - name: shop
                  var: {db: "${name}_production", HOME: "/srv/${db}", url: "http://localhost:${PORT}/"}
                  command: "${HOME}/run"
                  args: ["${PORT}", "${instance}", "${name}", "${db}", "${url}", "{{port}}", "${port}", "$$HOME", "$1"]
                  working_dir: ${HOME}
                """);

        assertEquals(
                "/srv/shop_production/run",
                tenant.launch().command().orElseThrow().expand(INSTANCE));
        assertEquals(
                List.of(
                        "4001",
                        "2",
                        "shop",
                        "shop_production",
                        "http://localhost:4001/",
                        "4001",
                        "4001",
                        "$HOME",
                        "$1"),
                args(tenant));
        assertEquals(Path.of("/srv/shop_production"), tenant.launch().workingDirectory());
    }

    @Test
    void aVariableDoesNotStandForItself() {
        TenantSettings tenant = loading.with(Map.of("PATH", "/bin"))
                .tenant("- {name: a, var: {PATH: \"${PATH}:/opt/bin\"}, env: {PATH: \"${PATH}\"}}");

        assertEquals(Map.of("PATH", "/bin:/opt/bin"), environment(tenant));
    }

    @Test
    void defaultsOfAllTenantsAreReadAsIfTheyStoodInEach() {
        List<TenantSettings> tenants = loading.valid("""
                        applications:
                          working_dir: /srv/${name}
                          command: bin/${kind:-server}
                          args: [-p, "${PORT}"]
                          env: {PIDFILE: "tmp/pids/${name}.pid", A: default}
                          var: {kind: web, x: "1"}
                          health_check: /${x}
                          max_processes: 2
                          stop_timeout: 1s
                          port_selector: random
                          tenants:
                            - name: a
                            - name: b
                              working_dir: /b
                              command: own
                              env: {A: own, B: "2"}
                              var: {kind: worker}
                              health_check: false
                              max_processes: 3
                              port_selector: sticky
                            - {name: c, args: [only]}
                        """).tenants();

        TenantSettings a = tenants.get(0);
        assertEquals(Path.of("/srv/a"), a.launch().workingDirectory());
        assertEquals(Optional.of(Template.literal("bin/web")), a.launch().command());
        assertEquals(List.of("-p", "4001"), args(a));
        assertEquals(Map.of("PIDFILE", "tmp/pids/a.pid", "A", "default"), environment(a));
        assertEquals(Optional.of("/1"), a.healthCheck());
        assertEquals(2, a.capacity().maxProcesses());
        assertEquals(Duration.ofSeconds(1), a.timeouts().stop());
        assertEquals(StrategyChoice.named("random"), a.strategy(StrategyKind.PORT_SELECTOR));
        TenantSettings b = tenants.get(1);
        assertEquals(Path.of("/b"), b.launch().workingDirectory());
        assertEquals(Optional.of(Template.literal("own")), b.launch().command());
        assertEquals(List.of(), args(b), "arguments go with the command they were written for");
        assertEquals(Map.of("PIDFILE", "tmp/pids/b.pid", "A", "own", "B", "2"), environment(b));
        assertEquals(Optional.empty(), b.healthCheck());
        assertEquals(3, b.capacity().maxProcesses());
        assertEquals(StrategyChoice.named("sticky"), b.strategy(StrategyKind.PORT_SELECTOR));
        assertEquals(
                Optional.of(Template.literal("bin/web")),
                tenants.get(2).launch().command());
        assertEquals(List.of("only"), args(tenants.get(2)));
    }

    @Test
    void defaultsThatOnlyTenantsCanReadAreNoProblemWithoutTenants() {
        loading.valid("""
                applications:
                  working_dir: /srv/${customer}
                  env: {DB: "${db}"}
                  max_processes: ${size}
                """);
    }

    @Test
    void aStrategyIsChosenByNameVersionAndOptions() {
        TenantSettings tenant = loading.tenant("""
                - name: a
                  port_selector: {name: hashed, version: "[1.0,2.0)", salt: 010, of: "${name}"}
                  readiness: log@1.2
                  eviction: longest-idle
                """);

        assertEquals(
                new StrategyChoice(Optional.of("hashed"), Optional.of("[1.0,2.0)"), Map.of("salt", "010", "of", "a")),
                tenant.strategy(StrategyKind.PORT_SELECTOR));
        assertEquals(
                new StrategyChoice(Optional.of("log"), Optional.of("1.2"), Map.of()),
                tenant.strategy(StrategyKind.READINESS));
        assertEquals(StrategyChoice.named("longest-idle"), tenant.strategy(StrategyKind.EVICTION));
        assertEquals(StrategyChoice.ANY, tenant.strategy(StrategyKind.SCALING));
    }

    @Test
    void sharedPartsMayBeAnchoredAndMerged() {
        List<TenantSettings> tenants = loading.valid("""
                        applications:
                          tenants:
                            - &web {name: a, command: web, env: &env {A: "1"}}
                            - {<<: *web, name: b, env: {<<: *env, B: "2"}}
                        """).tenants();

        assertEquals(
                Optional.of(Template.literal("web")), tenants.get(1).launch().command());
        assertEquals(Map.of("A", "1", "B", "2"), environment(tenants.get(1)));
    }

    @Test
    void aFileThatIsAListIsTheListOfTenants() {
        assertEquals(
                List.of("a", "b"),
                loading.valid("- name: a\n- name: b\n").tenants().stream()
                        .map(tenant -> tenant.id().value())
                        .toList());
    }

    @Test
    void aKeyWithoutAValueIsNotThere() {
        TenantSettings tenant = loading.tenant("- {name: a, max_processes: , env: , args: ~, command: }");

        assertEquals(10, tenant.capacity().maxProcesses());
        assertEquals(Optional.empty(), tenant.launch().command());
        assertEquals(
                0,
                loading.valid("applications:\n  tenants:\npools:\n").tenants().size());
    }

    private static List<String> args(TenantSettings tenant) {
        return tenant.launch().args().stream().map(arg -> arg.expand(INSTANCE)).toList();
    }

    private static Map<String, String> environment(TenantSettings tenant) {
        return tenant.launch().environment().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().expand(INSTANCE)));
    }
}
