package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputRotationTest {

    @TempDir
    Path folder;

    private final OutputRotation rotation = new OutputRotation();

    @Test
    void whatIsSmallStays() throws IOException {
        Files.writeString(file("stdout"), "123456789");

        assertFalse(look(10, 3));

        assertEquals("123456789", Files.readString(file("stdout")));
    }

    @Test
    void whatIsLargeIsCopiedAndCutToNothing() throws IOException {
        Files.writeString(file("stdout"), "1234567890");
        Files.writeString(file("stderr"), "abc");

        assertTrue(look(10, 3));

        assertEquals("", Files.readString(file("stdout")));
        assertEquals("1234567890", Files.readString(file("stdout.1")));
        assertEquals("abc", Files.readString(file("stderr")));
    }

    @Test
    void whoHasItOpenForAppendGoesOnAtTheNewEnd() throws IOException {
        try (OutputStream process =
                Files.newOutputStream(file("stdout"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            process.write("1234567890".getBytes(StandardCharsets.UTF_8));
            look(10, 3);
            process.write("new".getBytes(StandardCharsets.UTF_8));
        }

        assertEquals("new", Files.readString(file("stdout")));
        assertEquals(3, Files.size(file("stdout")));
    }

    @Test
    void theFormerOnesMoveUpAndTheOldestGoes() throws IOException {
        for (String content : List.of("first.....", "second....", "third.....", "fourth....")) {
            Files.writeString(file("stdout"), content);
            look(10, 2);
        }

        assertEquals("fourth....", Files.readString(file("stdout.1")));
        assertEquals("third.....", Files.readString(file("stdout.2")));
        assertFalse(Files.exists(file("stdout.3")));
    }

    @Test
    void keepingFewerThanBeforeRemovesTheRest() throws IOException {
        for (int i = 0; i < 5; i++) {
            Files.writeString(file("stdout"), "1234567890");
            look(10, 5);
        }

        Files.writeString(file("stdout"), "1234567890");
        look(10, 2);

        assertFalse(Files.exists(file("stdout.3")) || Files.exists(file("stdout.5")));
    }

    @Test
    void keepingNoneOnlyCuts() throws IOException {
        Files.writeString(file("stdout"), "1234567890");

        look(10, 0);

        assertEquals("", Files.readString(file("stdout")));
        assertFalse(Files.exists(file("stdout.1")));
    }

    @Test
    void ofAFloodOnlyTheLastPartIsCopied() throws IOException {
        Files.writeString(file("stdout"), "x".repeat(1000) + "0123456789");

        look(10, 3);

        assertEquals("0123456789", Files.readString(file("stdout.1")));
        assertEquals(0, Files.size(file("stdout")));
    }

    @Test
    void whereNoCopyCanBeMadeItIsCutAllTheSame() throws IOException {
        Files.createSymbolicLink(file("stdout.1"), Path.of("/dev/full"));
        Files.writeString(file("stdout"), "1234567890");
        Files.createDirectories(file("stdout.2").resolve("in the way"));

        assertTrue(look(10, 2));

        assertEquals(0, Files.size(file("stdout")));
    }

    @Test
    void whatIsSilentIsLookedAtLessOftenButNotForgotten() throws IOException {
        Files.writeString(file("stdout"), "1");
        for (int i = 0; i < 20; i++) {
            assertFalse(look(10, 3));
        }

        Files.writeString(file("stdout"), "1234567890");

        boolean rotated = false;
        for (int i = 0; i < 4; i++) {
            rotated |= look(10, 3);
        }
        assertTrue(rotated);
    }

    @Test
    void missingFilesAndFoldersAreNothing() {
        assertFalse(rotation.look(List.of(folder, folder.resolve("none")), 10, 3));
    }

    private boolean look(long maxSize, int keep) {
        return rotation.look(List.of(folder), maxSize, keep);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }
}
