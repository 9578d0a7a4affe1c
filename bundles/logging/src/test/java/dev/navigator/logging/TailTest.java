package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private final List<Long> skipped = new ArrayList<>();
    private Path file;
    private Tail tail;

    @BeforeEach
    void begin() {
        file = folder.resolve("stdout");
        tail = tail(0);
    }

    private Tail tail(long offset) {
        return new Tail(
                file.toFile(),
                offset,
                new LineSplitter((line, length, complete) ->
                        lines.add(new String(line, 0, length, StandardCharsets.UTF_8) + (complete ? "" : "~"))),
                skipped::add);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void whatIsAppendedIsReadOnce() throws IOException {
        assertFalse(tail.look());
        write("one\ntwo\n");
        assertTrue(tail.look());
        assertFalse(tail.look());
        write("three\n");
        tail.look();

        assertEquals(List.of("one", "two", "three"), lines);
    }

    @Test
    void theOffsetStandsBeforeALineWithoutEnd() throws IOException {
        write("one\ntw");
        tail.look();
        assertEquals(4, tail.offset());
        assertTrue(tail.unfinished());

        Tail successor = tail(tail.offset());
        write("o\n");
        successor.look();

        assertEquals(List.of("one", "two"), lines);
    }

    @Test
    void aTruncatedFileIsReadFromItsBeginning() throws IOException {
        write("old old old\n");
        tail.look();

        Files.writeString(file, "new\n");
        tail.look();

        assertEquals(List.of("old old old", "new"), lines);
    }

    @Test
    void whatWasWrittenJustBeforeTheRotationIsNotLost() throws IOException {
        write("seen 1\nseen 2\n");
        tail.look();
        write("late 1\nlate 2\n");
        Files.copy(file, folder.resolve("stdout.1"));
        Files.writeString(file, "new\n");

        tail.look();

        assertEquals(List.of("seen 1", "seen 2", "late 1", "late 2", "new"), lines);
    }

    @Test
    void severalRotationsBetweenTwoLooksLoseNothing() throws IOException {
        write("old\n");
        rotate(1);
        tail = tail(0);
        write("seen\n");
        tail.look();
        for (int part = 1; part <= 3; part++) {
            write("late " + part + "\n");
            rotate(part + 1);
        }
        write("new\n");

        tail.look();
        tail.look();

        assertEquals(List.of("seen", "late 1", "late 2", "late 3", "new"), lines);
    }

    /** As the owner does. */
    private void rotate(int copies) throws IOException {
        for (int number = copies - 1; number >= 1; number--) {
            Files.move(folder.resolve("stdout." + number), folder.resolve("stdout." + (number + 1)));
        }
        Files.copy(file, folder.resolve("stdout.1"));
        Files.writeString(file, "");
    }

    @Test
    void theLastPartOfAFloodIsReadThoughItsBeginningWasNotKept() throws IOException {
        write("one\ntwo\nthree\nfour\nfive\n");
        tail.look();
        Files.writeString(folder.resolve("stdout.1"), "eighty\nninety\n");
        Files.writeString(file, "");
        tail.look();
        write("new\n");
        tail.look();

        assertEquals(List.of("one", "two", "three", "four", "five", "eighty", "ninety", "new"), lines);
    }

    @Test
    void aCopyOfLongAgoIsNotReadAgain() throws IOException {
        Files.writeString(folder.resolve("stdout.1"), "old\n");
        tail = tail(0);
        write("one\ntwo\n");
        tail.look();
        Files.writeString(file, "");
        tail.look();

        assertEquals(List.of("one", "two"), lines);
    }

    @Test
    void whoIsTooFarBehindSkipsAhead() throws IOException {
        try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
            big.setLength(100L * 1024 * 1024);
            big.seek(big.length() - 6);
            big.writeBytes("\nlast\n");
        }

        tail.look();

        assertEquals("last", lines.get(lines.size() - 1));
        assertEquals(List.of(99L * 1024 * 1024), skipped);
        assertEquals(100L * 1024 * 1024, tail.offset());
    }

    @Test
    void oneLookReadsABoundedAmount() throws IOException {
        write(("x".repeat(99) + "\n").repeat(30_000));

        tail.look();

        assertTrue(tail.offset() <= Tail.MOST);
        assertTrue(tail.look());
    }
}
