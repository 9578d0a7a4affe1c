package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In a PID namespace of its own, where that may be made. */
class FirstProcessTest {

    private static final List<String> NAMESPACE = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
    private static final String OPEN = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    @TempDir
    Path folder;

    static Stream<Path> homes() {
        return JavaProgram.HOMES.stream().filter(Files::isDirectory).distinct();
    }

    @BeforeEach
    void requireNamespaces() throws Exception {
        List<String> command =
                Stream.concat(NAMESPACE.stream(), Stream.of("true")).toList();
        boolean allowed;
        try {
            allowed = new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            allowed = false;
        }
        assumeTrue(allowed, "no PID namespace can be made here");
    }

    @ParameterizedTest
    @MethodSource("homes")
    void orphansAreReapedAndChildrenKeepTheirStatus(Path home) throws Exception {
        assertEquals(List.of("pid 1", "statuses 40 of 40, zombies 0"), run(home, List.of(OPEN)));
    }

    @Test
    void withoutLeaveToReapEverythingElseWorks() throws Exception {
        List<String> lines = run(JavaProgram.HOMES.get(0), List.of(), "impatient");

        assertTrue(lines.get(1).matches("statuses 40 of 40, zombies [1-9][0-9]*"), lines::toString);
    }

    private List<String> run(Path home, List<String> options, String... more) throws Exception {
        String[] arguments =
                Stream.concat(Stream.of(folder.toString()), Stream.of(more)).toArray(String[]::new);
        Process first = JavaProgram.start(NAMESPACE, home, options, FirstProcess.class, arguments);
        try (var out = first.inputReader()) {
            List<String> lines = out.lines().toList();
            assertEquals(0, first.waitFor());
            return lines;
        } finally {
            first.destroyForcibly().waitFor();
        }
    }
}
