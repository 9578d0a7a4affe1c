package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.ConfigurationLoader.Result;
import dev.navigator.api.config.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every YAML snippet of the two specification documents is a configuration file, as it stands. */
class SpecSnippetsTest {

    /** What the snippets want set. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("DATABASE_URL", "postgres://localhost/app", "DATABASE_PASSWORD", "secret", "API_KEY", "key");

    @TempDir
    Path folder;

    static Stream<Snippet> snippets() throws IOException {
        return Snippet.all();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void everySnippetLoads(Snippet snippet) {
        Result result = new Loading(folder, ENVIRONMENT).load(snippet.text());

        assertTrue(result.configuration().isPresent(), () -> result.problems().toString());
    }

    @Test
    void theSnippetsAreAllThere() throws IOException {
        assertEquals(
                Map.of("process-management.md", 17L, "managed-processes.md", 26L),
                snippets().collect(Collectors.groupingBy(Snippet::document, Collectors.counting())));
    }

    @Test
    void theOnlyWarningsAreThoseTheDocumentsAskFor() throws IOException {
        assertEquals(
                List.of(
                        "applications.tenants[0].max_processes: 15 is above 'pools.max_size' and is lowered to 10; raise"
                                + " 'pools.max_size' for more",
                        "managed_processes[0]: without 'command' there is nothing to start, and this process is left"
                                + " out; write its command"),
                snippets()
                        .flatMap(snippet -> new Loading(folder, ENVIRONMENT).load(snippet.text()).problems().stream())
                        .map(problem -> problem.key() + ": " + problem.message())
                        .toList());
    }

    @Test
    void whatASnippetWantsSetIsAskedFor() throws IOException {
        List<Problem> problems = snippets()
                .flatMap(snippet -> new Loading(folder).load(snippet.text()).problems().stream())
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();

        assertEquals(
                List.of("DATABASE_URL", "DATABASE_PASSWORD", "API_KEY"),
                problems.stream()
                        .map(problem -> problem.key().substring(problem.key().lastIndexOf('.') + 1))
                        .toList());
    }
}
