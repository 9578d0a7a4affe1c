package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    Path folder;

    private long now;
    private Path path;
    private LogFile log;

    @BeforeEach
    void open() throws IOException {
        path = folder.resolve("logs").resolve("navigator.log");
        log = new LogFile(path, () -> now);
    }

    private void write(String text) throws IOException {
        log.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void itAppendsToWhatIsThere() throws IOException {
        write("one\n");
        log.close();
        log = new LogFile(path, () -> now);
        write("two\n");

        assertEquals("one\ntwo\n", Files.readString(path));
    }

    @Test
    void aRenamedFileIsLeftWithinASecond() throws IOException {
        write("one\n");
        Path rotated = folder.resolve("navigator.log.1");
        Files.move(path, rotated);

        pass(Duration.ofMillis(900));
        write("two\n");
        pass(Duration.ofMillis(100));
        write("three\n");

        assertEquals("one\ntwo\n", Files.readString(rotated));
        assertEquals("three\n", Files.readString(path));
    }

    @Test
    void aFileCreatedInItsPlaceIsUsed() throws IOException {
        write("one\n");
        Files.move(path, folder.resolve("old"));
        Files.createFile(path);

        pass(Duration.ofSeconds(1));
        write("two\n");

        assertEquals("two\n", Files.readString(path));
    }

    @Test
    void copyingAndTruncatingLeavesNoHole() throws IOException {
        write("one\n");
        Files.copy(path, folder.resolve("navigator.log.1"));
        Files.writeString(path, "");

        write("two\n");

        assertEquals("two\n", Files.readString(path));
    }

    @Test
    void aFolderThatWentIsMadeAgain() throws IOException {
        write("one\n");
        Files.move(path.getParent(), folder.resolve("moved"));

        pass(Duration.ofSeconds(1));
        write("two\n");

        assertEquals("two\n", Files.readString(path));
    }

    @Test
    void aFileThatCannotBeOpenedAgainIsAFailureUntilItCan() throws IOException {
        Files.move(path.getParent(), folder.resolve("moved"));
        Files.createFile(path.getParent());

        pass(Duration.ofSeconds(1));
        assertThrows(IOException.class, () -> write("one\n"));
        Files.delete(path.getParent());
        pass(Duration.ofSeconds(1));
        write("two\n");

        assertEquals("two\n", Files.readString(path));
    }
}
