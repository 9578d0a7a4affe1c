package dev.navigator.launcher.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkStorageTest {

    @TempDir
    private Path state;

    @Test
    void whatAnEarlierRunHasLeftIsDeletedAndItsOwnAtTheEnd() throws IOException {
        Files.createDirectories(state.resolve("framework-4000000/bundles"));
        FrameworkStorage storage = new FrameworkStorage(state);
        Files.createDirectories(storage.path());

        storage.deleteOld();

        assertEquals(1, count(state));
        storage.delete();
        assertEquals(0, count(state));
    }

    @Test
    void whereTheDiskGivesNoRoomItIsInMemory() throws IOException {
        Path notAFolder = Files.writeString(state.resolve("text"), "");

        FrameworkStorage storage = new FrameworkStorage(notAFolder);

        Path memory = storage.path().getParent();
        assertTrue(memory.startsWith("/dev/shm"), memory.toString());
        assertTrue(Files.isDirectory(memory));
        storage.delete();
        assertFalse(Files.exists(memory));
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
