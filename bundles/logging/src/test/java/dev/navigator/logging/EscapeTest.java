package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EscapeTest {

    @Test
    void ordinaryTextStaysAsItIs() {
        String text = "GET /caf\u00e9?q=\u65e5\u672c \ud83d\ude00 C:\\temp\tdone";

        assertEquals(text, Escape.of(text));
    }

    @Test
    void nothingEndsALine() {
        assertEquals(
                "a\\nb\\rc\\x0bd\\x0ce\\x85f\\u2028g\\u2029h", Escape.of("a\nb\rc\u000bd\u000ce\u0085f\u2028g\u2029h"));
    }

    @Test
    void terminalsAreNotMovedNorBells() {
        assertEquals("\\x1b[31mred\\x07\\x00\\x7f\\x9b", Escape.of("\u001b[31mred\u0007\0\u007f\u009b"));
    }

    @Test
    void theDirectionOfWritingIsNotTurned() {
        assertEquals("\\u202egpj.exe\\u2066", Escape.of("\u202egpj.exe\u2066"));
    }

    @Test
    void halfACharacterIsShownByItsCode() {
        assertEquals("\\ud83d!\\ude00", Escape.of("\ud83d!\ude00"));
    }
}
