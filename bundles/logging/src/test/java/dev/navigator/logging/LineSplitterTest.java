package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter((line, length, complete) ->
            lines.add(new String(line, 0, length, StandardCharsets.UTF_8) + (complete ? "" : "~")));

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.add(bytes, 0, bytes.length);
    }

    @Test
    void linesEndAtTheirEndHoweverTheyArrive() {
        add("one\ntw");
        add("o\r\n\nth");
        assertEquals(List.of("one", "two", ""), lines);
        assertEquals(2, splitter.pending());

        add("ree\n");
        assertEquals(List.of("one", "two", "", "three"), lines);
    }

    @Test
    void whatHasNoEndIsGivenOutOnDemand() {
        add("login: ");
        splitter.flush();
        splitter.flush();

        assertEquals(List.of("login: ~"), lines);
    }

    @Test
    void longLinesAreCut() {
        add("x".repeat(20_000) + "\n");

        assertEquals(3, lines.size());
        assertEquals(LineSplitter.LONGEST + 1, lines.get(0).length());
        assertEquals("x".repeat(20_000 - 2 * LineSplitter.LONGEST), lines.get(2));
    }

    @Test
    void aLineOfExactlyTheGreatestLengthIsWhole() {
        add("x".repeat(LineSplitter.LONGEST) + "\n");

        assertEquals(List.of("x".repeat(LineSplitter.LONGEST)), lines);
    }

    @Test
    void charactersAreNotCut() {
        for (String character : List.of("\u00e9", "\u65e5", "\ud83d\ude00")) {
            for (int before = 0; before < 4; before++) {
                lines.clear();
                String text = "x".repeat(before) + character.repeat(10_000);

                add(text + "\n");

                assertEquals(text, String.join("", lines).replace("~", ""));
                assertTrue(lines.size() > 2);
            }
        }
    }

    @Test
    void bytesThatAreNoTextAreCutAnywhere() {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        List<Integer> lengths = new ArrayList<>();
        LineSplitter noisy = new LineSplitter((line, length, complete) -> lengths.add(length));

        noisy.add(noise, 0, noise.length);
        noisy.flush();

        assertTrue(lengths.stream().allMatch(length -> length <= LineSplitter.LONGEST));
    }

    @Test
    void continuationBytesWithoutEndAreCutToo() {
        byte[] odd = new byte[50_000];
        java.util.Arrays.fill(odd, (byte) 0x80);

        splitter.add(odd, 0, odd.length);

        assertEquals(50_000 / LineSplitter.LONGEST, lines.size());
    }
}
