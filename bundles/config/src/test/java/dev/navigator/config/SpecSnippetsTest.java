package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.ConfigurationLoader.Result;
import dev.navigator.api.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every YAML snippet of the two specification documents is a configuration file, as it stands. */
class SpecSnippetsTest {

    public static final Path DOCUMENTS = Path.of("..", "..", "distribution", "docs", "spec");

    private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```yaml[^\\n]*\\n(.*?)^ *```");

    /** What the snippets want set. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("DATABASE_URL", "postgres://localhost/app", "DATABASE_PASSWORD", "secret", "API_KEY", "key");

    @TempDir
    Path folder;

    /** A snippet and where it begins. */
    public record Snippet(String document, int line, String text) {
        @Override
        public String toString() {
            return document + ":" + line;
        }
    }

    public static Stream<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (String document : List.of("process-management.md", "managed-processes.md")) {
            String text = Files.readString(DOCUMENTS.resolve(document));
            Matcher matcher = FENCED.matcher(text);
            while (matcher.find()) {
                int line = (int) text.substring(0, matcher.start()).lines().count() + 1;
                String snippet = matcher.group(2).replaceAll("(?m)^" + matcher.group(1), "");
                if (!snippet.startsWith("# docker-compose.yml")) {
                    snippets.add(new Snippet(document, line, snippet));
                }
            }
        }
        return snippets.stream();
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
