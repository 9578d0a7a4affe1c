package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTextTest {

    private static String text(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return OutputText.of(bytes, bytes.length);
    }

    @Test
    void textIsText() {
        byte[] bytes = "caf\u00e9 \u65e5\u672c \ud83d\ude00".getBytes(StandardCharsets.UTF_8);

        assertEquals("caf\u00e9 \u65e5\u672c \ud83d\ude00", OutputText.of(bytes, bytes.length));
    }

    @Test
    void bytesThatAreNoTextAreShownByTheirCodes() {
        assertEquals("a\\xffb\\xfe", text('a', 0xff, 'b', 0xfe));
        assertEquals("\\xe9t\\xe9", text(0xe9, 't', 0xe9));
        assertEquals("cut \\xf0\\x9f\\x98", text('c', 'u', 't', ' ', 0xf0, 0x9f, 0x98));
        assertEquals("", text());
    }
}
