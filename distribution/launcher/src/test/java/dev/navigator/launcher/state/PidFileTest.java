package dev.navigator.launcher.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.launcher.runtime.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("run/navigator.pid");
    }

    @Test
    void holdsOurPidUntilItIsRemoved() {
        PidFile file = PidFile.write(path);

        assertEquals(Optional.of(ProcessHandle.current().pid()), PidFile.read(path));

        file.remove();

        assertFalse(Files.exists(path));
    }

    @Test
    void theFileOfAPredecessorIsReplacedAndTheOneThatReplacedItStays() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "4711\n");
        PidFile file = PidFile.replace(path, 4711);

        assertEquals(Optional.of(ProcessHandle.current().pid()), PidFile.read(path));
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertEquals(1, files.count());
        }

        Files.writeString(path, "4712\n");
        file.remove();
        assertEquals(Optional.of(4712L), PidFile.read(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "-1", "0", "1", "4194305", "99999999999999999999999999"})
    void aFileThatNamesNoRunningNavigatorIsReplaced(String content) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);

        PidFile.write(path);

        assertEquals(Optional.of(ProcessHandle.current().pid()), PidFile.read(path));
    }

    @Test
    void aFileThatNamesALivingStrangerIsReplacedAndTheStrangerLeftAlone() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, stranger.pid() + "\n");

            PidFile.write(path);

            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aRunningNavigatorKeepsItsFile() throws IOException {
        Process other = new ProcessBuilder("sh", "-c", "sleep 60; :", "-Dnavigator.home=/opt/navigator").start();
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, other.pid() + "\n");

            LaunchFailure failure = assertThrows(LaunchFailure.class, () -> PidFile.write(path));

            assertTrue(failure.getMessage().contains("already runs as PID " + other.pid()), failure.getMessage());
        } finally {
            other.descendants().forEach(ProcessHandle::destroyForcibly);
            other.destroyForcibly();
        }
    }

    @Test
    void aSymbolicLinkIsRefusedAndItsTargetUntouched() throws IOException {
        Path target = Files.writeString(folder.resolve("passwd"), "root");
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, target);

        assertThrows(LaunchFailure.class, () -> PidFile.write(path));

        assertEquals("root", Files.readString(target));
    }

    @Test
    void aFileThatSomebodyReplacedIsLeftAlone() throws IOException {
        PidFile file = PidFile.write(path);
        Files.writeString(path, "4242\n");

        file.remove();

        assertEquals("4242\n", Files.readString(path));
    }
}
