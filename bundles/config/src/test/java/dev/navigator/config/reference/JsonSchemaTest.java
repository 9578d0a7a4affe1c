package dev.navigator.config.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.config.Loading;
import dev.navigator.config.Snippet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What editors say by the schema is what the loader says. */
class JsonSchemaTest {

    @TempDir
    Path folder;

    static Stream<Snippet> snippets() throws IOException {
        return Snippet.all();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void theDocumentsSnippetsFitTheSchema(Snippet snippet) {
        Object file = yaml(snippet.text());

        assertEquals(
                List.of(), violations(file instanceof List ? Map.of("applications", Map.of("tenants", file)) : file));
    }

    @Test
    void theDemosFileFitsTheSchema() throws IOException {
        String demo = Files.readString(Path.of("..", "..", "distribution", "examples", "demo", "navigator.yml"));

        assertEquals(List.of(), violations(yaml(demo)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server: {listen: ':3000', health_check: /up, start_page_after: 0, watch_config: true}",
                "server: {listen: '${PORT:-3000}', health_check: {path: /up, status: 204}, trusted_proxies: ['10.0.0.0/8']}",
                "pools: {max_size: '${MAX}', idle_timeout: 1h30m, start_port: '5000'}",
                "pools: {idle_timeout: 1.5}",
                "applications: {pools: {timeout: 5m}, framework: rails, runtime: {rails: ruby}, args: {rails: [server]}}",
                "applications: {framework: {command: x, args: [y]}, tenants: }",
                "applications: {tenants: [{name: 010, args: [yes, 5, null, 1.5], env: {A: true, B: }, health_check: false}]}",
                "applications: {tenants: [{path: /a, root: /srv, port_selector: {name: x, salt: 3}, launch: 'rails@[1,2)'}]}",
                "managed_processes: [{name: a, command: x, ready: {tcp: 6379, timeout: 5s}, depends_on: [b], start_delay: 2s}]",
                "managed_processes: [{name: a, command: x, ready: {command: [a, b]}}, {name: b, command: y, ready: {command: z}}]",
                "logging: {format: json, access_log: /var/log/a.log, log_max_size: 10MB}",
                "logging: {access_log: {file: a.log, format: common}}",
                "plugins: {com.example: {a: 1, b: yes}}",
                "server:\nplugins:\n"
            })
    void whatTheLoaderTakesFitsTheSchema(String text) {
        List<String> problems = new Loading(folder, Map.of("MAX", "7"))
                .problems(text).stream()
                        .filter(problem -> problem.contains("error:") && !problem.contains("no managed process"))
                        .toList();

        assertEquals(List.of(), problems);
        assertEquals(List.of(), violations(yaml(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listen: 3000",
                "server: {listen: true}",
                "server: {listen: 70000}",
                "server: {watch_config: maybe}",
                "server: {health_check: up}",
                "server: {tls: {certificate: a}}",
                "server: []",
                "pools: {max_size: 0}",
                "pools: {max_size: ten}",
                "pools: {idle_timeout: 5 minutes}",
                "pools: {idle_timeout: 1m1h}",
                "applications: {tenants: [{nam: a}]}",
                "applications: {tenants: {name: a}}",
                "applications: {tenants: [{name: a, args: x}]}",
                "applications: {tenants: [{name: a, env: {A: [1]}}]}",
                "applications: {tenants: [{name: a, scaling: {target: 3}}]}",
                "applications: {tenants: [{path: a}]}",
                "managed_processes: [{command: x}]",
                "managed_processes: [{name: a, command: x, auto_restart: perhaps}]",
                "logging: {level: loud}",
                "logging: {log_max_size: 10x}",
                "plugins: {a: 1}"
            })
    void whatTheLoaderRefusesDoesNotFitTheSchema(String text) {
        assertTrue(new Loading(folder).load(text).configuration().isEmpty());
        assertNotEquals(List.of(), violations(yaml(text)));
    }

    private static List<String> violations(Object value) {
        return JsonSchema.violations(value, SchemaFile.schema());
    }

    /** As an editor sees it. */
    private static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }
}
