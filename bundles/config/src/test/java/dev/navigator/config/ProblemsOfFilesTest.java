package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.ConfigurationLoader.Result;
import dev.navigator.api.config.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of problem, where it is told to be and in which words. The table is {@code problems.txt}. */
class ProblemsOfFilesTest {

    @TempDir
    Path folder;

    private Loading loading;

    @BeforeEach
    void look() {
        loading = new Loading(folder, Map.of("LONG", "x".repeat(10), "SECRET", "hunter2"));
    }

    /** A text with what is to be told about it. */
    record Case(String text, List<String> problems) {

        static Case parse(String paragraph) {
            List<String> lines = paragraph.lines().toList();
            List<String> text =
                    lines.stream().filter(line -> !line.startsWith("> ")).toList();
            List<String> told = lines.stream()
                    .filter(line -> line.startsWith("> "))
                    .map(line -> line.substring(2))
                    .toList();
            return new Case(String.join("\n", text) + "\n", told);
        }

        @Override
        public String toString() {
            return String.join(" & ", problems);
        }
    }

    static Stream<Case> cases() throws Exception {
        String table = Files.readString(Path.of("src/test/resources/dev/navigator/config/problems.txt"));
        return Arrays.stream(table.split("\n\n+"))
                .filter(part -> !part.startsWith("//"))
                .map(Case::parse);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyProblemIsToldWithItsPlace(Case wanted) {
        assertEquals(wanted.problems(), loading.problems(wanted.text()));
    }

    @Test
    void aFileWithAnErrorHasNoConfiguration() {
        Result result = loading.load("pools: {max_size: 0}");

        assertTrue(result.configuration().isEmpty());
    }

    @Test
    void aFileWithWarningsHasOne() {
        Result result = loading.load("applications: {tenants: [{name: a, max_processes: 50}]}");

        assertEquals(Problem.Severity.WARNING, result.problems().get(0).severity());
        assertEquals(
                10,
                result.configuration().orElseThrow().tenants().get(0).capacity().maxProcesses());
    }

    @Test
    void allProblemsOfAFileAreToldAtOnceInItsOrder() {
        List<String> problems = loading.problems("""
                server: 3
                pools: {max_sise: 1}
                applications:
                  tenants:
                    - comand: x
                    - {name: a, path: b}
                managed_processes:
                  - name: a
                    command: [a]
                  - {command: c}
                """);

        assertEquals(
                List.of("1:9", "2:9", "5:7", "5:7", "6:23", "9:14", "10:5"),
                problems.stream()
                        .map(problem -> problem.substring(0, problem.indexOf(": ")))
                        .toList());
    }

    @Test
    void whatAVariableStandsForIsNeverShown() {
        List<String> problems = loading.problems("""
                pools: {max_size: "${SECRET}"}
                applications: {tenants: [{name: a, path: "${SECRET}", env: {A: "${SECRET} ${NONE}"}}]}
                """);

        assertEquals(3, problems.size());
        assertTrue(problems.stream().noneMatch(problem -> problem.contains("hunter2")), problems::toString);
    }

    @Test
    void oneProblemIsOneLine() {
        List<String> problems = loading.problems("{\"a\\nb\": 1, pools: {max_size: \"1\\n2\\e\"}}");

        assertTrue(problems.stream().noneMatch(problem -> problem.contains("\n") || problem.contains("\u001b")));
    }

    @Test
    void aDefaultThatIsWrongForManyTenantsIsToldOnce() {
        List<String> problems = loading.problems("""
                applications:
                  env: {DB: "${db}"}
                  max_processes: many
                  tenants: [{name: a, var: {db: x}}, {name: b}, {name: c}]
                """);

        assertEquals(
                List.of(
                        "2:13: error: applications.env.DB: variable 'db' is not set for tenant 'b'; set it in Navigator's"
                                + " environment or under 'var', or give a default as in ${db:-value}",
                        "3:18: error: applications.max_processes: 'many' is not a whole number from 1 to 100000"),
                problems);
    }
}
