package dev.navigator.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1:3000", "0.0.0.0, *:3000", "::, *:3000", "::1, [0:0:0:0:0:0:0:1]:3000"})
    void addressesShowWhatListens(String host, String text) {
        assertEquals(text, LogText.of(new InetSocketAddress(host, 3000)));
    }

    @Test
    void anAddressWithoutANumberShowsItsName() {
        assertEquals("no\\nsuch:80", LogText.of(InetSocketAddress.createUnresolved("no\nsuch", 80)));
    }
}
