package dev.navigator.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain text", "äöü €", "'quoted' \\ back"})
    void plainTextStays(String text) {
        assertEquals(text, LogText.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "10, \\n",
        "13, \\r",
        "27, \\u001b",
        "0, \\u0000",
        "9, \\t",
        "8232, \\u2028",
        "8238, \\u202e",
        "133, \\u0085"
    })
    void whatCouldEndOrRewriteALineIsEscaped(int c, String escaped) {
        assertEquals("a" + escaped + "b", LogText.of("a" + (char) c + "b"));
    }
}
