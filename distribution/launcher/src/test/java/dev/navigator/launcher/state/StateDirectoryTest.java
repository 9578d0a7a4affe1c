package dev.navigator.launcher.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.launcher.runtime.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void isOursAloneEvenIfItWasOpenToAllBefore() throws IOException {
        Path path = folder.resolve("a/state");
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));

        try (StateDirectory state = StateDirectory.take(path)) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state.path())));
        }
    }

    @Test
    void isHeldByOneNavigatorAtATime() {
        Path path = folder.resolve("state");

        try (StateDirectory first = StateDirectory.take(path)) {
            LaunchFailure failure = assertThrows(LaunchFailure.class, () -> StateDirectory.take(first.path()));

            assertTrue(failure.getMessage().contains("a running Navigator uses it"), failure.getMessage());
            assertTrue(StateDirectory.inUse(path));
        }
        assertFalse(StateDirectory.inUse(path));
        StateDirectory.take(path).close();
    }

    @Test
    void aSymbolicLinkIsRefused() throws IOException {
        Path path = Files.createSymbolicLink(folder.resolve("state"), Files.createDirectory(folder.resolve("other")));

        assertThrows(LaunchFailure.class, () -> StateDirectory.take(path));
    }

    @Test
    void aFolderThatCannotBeMadeIsAClearFailure() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        LaunchFailure failure = assertThrows(LaunchFailure.class, () -> StateDirectory.take(file.resolve("state")));

        assertTrue(failure.getMessage().contains("set server.state_dir"), failure.getMessage());
    }
}
