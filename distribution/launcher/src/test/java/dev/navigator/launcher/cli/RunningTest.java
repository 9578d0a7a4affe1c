package dev.navigator.launcher.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With processes whose command lines and open files are like those of a Navigator. */
class RunningTest {

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();
    private Path state;

    @BeforeEach
    void makeState() throws IOException {
        state = Files.createDirectory(folder.resolve("state"));
    }

    @AfterEach
    void end() {
        started.forEach(process -> process.destroyForcibly().onExit().join());
    }

    private Process start(String script, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script + "; touch there; read line", "java"));
        command.add("dev.navigator.launcher.Main");
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
        started.add(process);
        Eventually.holds(() -> Files.deleteIfExists(folder.resolve("there")));
        return process;
    }

    private static Optional<Running> of(Process process) {
        return Running.all().stream()
                .filter(running -> running.pid() == process.pid())
                .findFirst();
    }

    @Test
    void itsConfigurationAndItsStateFolderAreKnown() throws Exception {
        Running running = of(start("exec 9>state/lock", "site.yml")).orElseThrow();

        assertTrue(running.runsWith(folder.resolve("site.yml")));
        assertFalse(running.runsWith(folder.resolve("other.yml")));
        assertTrue(running.holds(state));
    }

    @Test
    void theFileMayBeGoneOrBeReachedByAnotherName() throws Exception {
        Path file = Files.writeString(folder.resolve("site.yml"), "");
        Path link = Files.createSymbolicLink(folder.resolve("current.yml"), file);
        Running running = of(start("exec 9>state/lock", "site.yml")).orElseThrow();

        assertTrue(running.runsWith(link));
        Files.delete(file);
        assertTrue(running.runsWith(file));
    }

    @Test
    void aStateFolderThatWasRemovedIsStillKnown() throws Exception {
        Process process = start("exec 9>state/lock", "site.yml");
        Files.delete(state.resolve("lock"));

        assertEquals(Optional.of(state), of(process).orElseThrow().stateDirectory());
    }

    @Test
    void withoutAWordItRunsWithTheDefaultFile() throws Exception {
        Running running = of(start(":")).orElseThrow();

        assertEquals(folder.resolve("config/navigator.yml"), running.config());
        assertEquals(Optional.empty(), running.stateDirectory());
    }

    @Test
    void oneThatTookOverRunsWithTheFileItWasGiven() throws Exception {
        Running running =
                of(start(":", "--take-over", "upgrade.sock", "site.yml")).orElseThrow();

        assertEquals(folder.resolve("site.yml"), running.config());
    }

    @Test
    void whoOnlyTalksToOneIsNone() throws Exception {
        assertEquals(Optional.empty(), of(start(":", "-s", "reload", "site.yml")));
        assertEquals(Optional.empty(), of(start(":", "-c", "site.yml", "ps")));
    }
}
