package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.navigator.api.config.ConfigurationLoader.Result;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files meant to do harm are refused before they can: in little processor time and memory, measured on this thread. */
class HostileFilesTest {

    private static final int FOUR_MIB = 4 * 1024 * 1024;
    private static final long MOST_MILLIS = 100;
    private static final long MOST_BYTES = 50 * 1024 * 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    private Loading loading;

    @BeforeEach
    void look() {
        loading = new Loading(folder);
    }

    /** A file with how its refusal begins. */
    record Hostile(String name, String text, String problem) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Hostile> files() {
        return Stream.of(
                new Hostile(
                        "a class by its tag",
                        "!!javax.script.ScriptEngineManager [!!java.net.URL [x]]",
                        "1:1: error: tag"),
                new Hostile("100,000 tags", lines(100_000, i -> "a" + i + ": !!x.Y [z]\n"), "1:5: error: a0: tag"),
                new Hostile("a billion laughs", laughs(), "6:34: error: a5[6]: more than 500000 values"),
                new Hostile("merge keys of merge keys", merges(), "4:203: error: m3.<<[47]: more than 500000 values"),
                new Hostile(
                        "one large map merged often",
                        oneMergedOften(),
                        "15:11: error: n14.<<: more than 500000 values"),
                new Hostile(
                        "a circle of aliases",
                        "a: &a {b: [{c: *a}]}",
                        "1:16: error: a.b[0].c: alias '*a' stands within"),
                new Hostile("a circle of merge keys", "a: &a {<<: *a}", "1:12: error: a.<<: alias '*a' stands within"),
                new Hostile("lists in lists", "[".repeat(FOUR_MIB), "1:33: error: [0]"),
                new Hostile("mappings in mappings", "{a: ".repeat(FOUR_MIB / 4), "1:129: error: a.a"),
                new Hostile("dashes after dashes", "- ".repeat(FOUR_MIB / 2), "1:65: error: [0]"),
                new Hostile("keys that are mappings", "? ".repeat(FOUR_MIB / 2), "1:65: error: nested deeper"),
                new Hostile("indented ever deeper", lines(2000, i -> " ".repeat(i) + "a:\n"), "33:33: error: a.a"),
                new Hostile(
                        "one key a million times",
                        "a: 1\n".repeat(FOUR_MIB / 5),
                        "2:1: error: a: 'a' is already in line 1"),
                new Hostile("more than 4 MiB", "a: b\n".repeat(2_000_000), " error: the file is larger than 4 MiB"),
                new Hostile("one long line", "a: " + "x".repeat(FOUR_MIB - 3), "1:1: error: a: unknown key"),
                new Hostile("one long comment", "#" + "x".repeat(FOUR_MIB - 1), " error: the file is empty"),
                new Hostile("nothing but spaces", " ".repeat(FOUR_MIB), " error: the file is empty"),
                new Hostile("many documents", "--- a\n".repeat(FOUR_MIB / 6), "2:1: error: a second document"),
                new Hostile(
                        "defaults within defaults",
                        defaults(),
                        "1:43: error: applications.tenants[0].args[0]: defaults"),
                new Hostile(
                        "names that never close", unclosed(), "1:43: error: applications.tenants[0].args[0]: '${'"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aHostileFileIsRefusedAtLittleCost(Hostile file) {
        loading.load(
                file.text()); // classes are loaded, and code is compiled, at somebody's cost, but not at each file's
        Result result = loading.load(file.text());

        assertTrue(result.configuration().isEmpty());
        String first = Loading.describe(result.problems().get(0));
        assertTrue(first.startsWith(file.problem()), first);
        assertTrue(leastCost().little(), () -> leastCost().toString());
    }

    private record Cost(long millis, long bytes) {
        boolean little() {
            return millis < MOST_MILLIS && bytes < MOST_BYTES;
        }
    }

    /** At first classes are loaded and code is compiled, and the machine may be busy: the best of some counts. */
    private Cost leastCost() {
        Cost least = cost();
        for (int i = 0; i < 10 && !least.little(); i++) {
            Cost next = cost();
            least = new Cost(Math.min(least.millis, next.millis), Math.min(least.bytes, next.bytes));
        }
        return least;
    }

    /** Of loading the file that was written last. */
    private Cost cost() {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        new YamlConfigurationLoader().load(folder.resolve("navigator.yml"), folder, Map.of());
        return new Cost(
                (THREADS.getCurrentThreadCpuTime() - nanos) / 1_000_000,
                THREADS.getCurrentThreadAllocatedBytes() - bytes);
    }

    @Test
    void aHostileFileIsToldInAThousandProblemsAtMost() {
        List<String> problems = loading.problems(lines(300_000, i -> "k" + i + ": 1\n"));

        assertEquals(1, problems.size());
        assertEquals(
                1001,
                loading.problems("applications:\n  tenants:\n" + lines(50_000, i -> "  - {nam: x}\n"))
                        .size());
    }

    @Test
    void tenThousandTenantsCostInProportion() {
        String text = "pools: {max_size: 100}\napplications:\n  env: {PIDFILE: \"tmp/${name}.pid\"}\n  tenants:\n"
                + lines(10_000, i -> """
                             - name: tenant-%1$d
                               path: /customers/%1$d/
                               working_dir: /srv/%1$d
                               command: bundle
                               args: [exec, puma, -p, "${PORT}"]
                               var: {db: customer_%1$d}
                               env: {DATABASE_URL: "postgres://localhost/${db}"}
                        """.formatted(i));
        long bytes = THREADS.getCurrentThreadAllocatedBytes();

        Result result = loading.load(text);

        assertEquals(10_000, result.configuration().orElseThrow().tenants().size());
        long each = (THREADS.getCurrentThreadAllocatedBytes() - bytes) / 10_000;
        assertTrue(each < 50_000, "bytes allocated for each tenant: " + each);
    }

    @Test
    void aLongChainOfDependenciesNeedsNoStack() {
        String text = "managed_processes:\n"
                + lines(20_000, i -> "- {name: p" + i + ", command: x, depends_on: [p" + (i + 1) % 20_000 + "]}\n");

        assertEquals(
                List.of(
                        "20001:43: error: managed_processes[19999].depends_on[0]: circular: p0 -> p1 -> p2 -> p3 -> p4 -> p5"
                                + " -> p6 -> p7 -> p8 -> p9 -> ... -> p0; remove one of these dependencies"),
                loading.problems(text));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining());
    }

    private static String laughs() {
        return "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
                + lines(
                        30,
                        i -> "a" + (i + 1) + ": &a" + (i + 1) + " [" + ("*a" + i + ",").repeat(8) + "*a" + i + "]\n");
    }

    private static String merges() {
        return "m0: &m0 {a0: 1}\n"
                + lines(
                        60,
                        i -> "m" + (i + 1) + ": &m" + (i + 1) + " {<<: [" + ("*m" + i + ",").repeat(49) + "*m" + i
                                + "], b" + i + ": 1}\n");
    }

    private static String oneMergedOften() {
        return "m: &m {" + lines(12_000, i -> "k" + i + ": 1,") + "z: 1}\n"
                + lines(50, i -> "n" + (i + 1) + ": {<<: *m}\n");
    }

    private static String defaults() {
        return tenantWith("${x:-".repeat(100_000) + "a" + "}".repeat(100_000));
    }

    private static String unclosed() {
        return tenantWith("${".repeat(500_000));
    }

    private static String tenantWith(String argument) {
        return "applications: {tenants: [{name: a, args: [\"" + argument + "\"]}]}";
    }
}
