package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTailTest {

    @TempDir
    Path folder;

    @Test
    void theFileWrittenToLastComesLast() throws IOException {
        write("stdout", "a\nb\n", 200);
        write("stderr", "x\ny\n", 100);
        assertEquals(List.of("x", "y", "a", "b"), OutputTail.read(folder, 10));

        write("stderr", "x\ny\n", 300);
        assertEquals(List.of("a", "b", "x", "y"), OutputTail.read(folder, 10));
    }

    @Test
    void eachFileGetsItsShareAndWhatTheOtherDoesNotNeed() throws IOException {
        write("stdout", lines("o", 100), 100);
        write("stderr", lines("e", 100), 200);
        assertEquals(List.of("o98", "o99", "e98", "e99"), OutputTail.read(folder, 4));
        assertEquals(List.of("o99", "e98", "e99"), OutputTail.read(folder, 3));

        write("stderr", "only\n", 200);
        assertEquals(List.of("o97", "o98", "o99", "only"), OutputTail.read(folder, 4));

        write("stdout", "", 300);
        assertEquals(List.of("only"), OutputTail.read(folder, 4));
    }

    @Test
    void aLastLineWithoutAnEndCountsToo() throws IOException {
        write("stderr", "a\nb", 100);

        assertEquals(List.of("a", "b"), OutputTail.read(folder, 5));
    }

    @Test
    void justAfterARotationTheFormerFileIsReadToo() throws IOException {
        write("stdout.1", "a\nb\n", 100);
        write("stdout", "c\n", 100);

        assertEquals(List.of("a", "b", "c"), OutputTail.read(folder, 5));
    }

    @Test
    void whatIsNoTextIsEscapedAndWhatIsLongCut() throws IOException {
        Files.write(
                folder.resolve("stdout"), new byte[] {27, '[', '3', '1', 'm', 'r', 'e', 'd', '\t', (byte) 0xff, '\n'});
        assertEquals(List.of("\\u001b[31mred\\t\ufffd"), OutputTail.read(folder, 5));

        write("stdout", "x".repeat(10_000_000), 100);
        List<String> lines = OutputTail.read(folder, 5);
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).length() <= 2001);
    }

    @Test
    void whatIsNotThereSaysNothing() {
        assertEquals(List.of(), OutputTail.read(folder, 5));
        assertEquals(List.of(), OutputTail.read(folder.resolve("none"), 5));
        assertEquals(List.of(), OutputTail.read(folder, 0));
    }

    private void write(String name, String text, long seconds) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(seconds)));
    }

    private static String lines(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i + "\n").collect(Collectors.joining());
    }
}
