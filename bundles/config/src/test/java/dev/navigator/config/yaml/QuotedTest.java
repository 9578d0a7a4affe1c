package dev.navigator.config.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuotedTest {

    @Test
    void textIsShownOnOneLine() {
        assertEquals("'a\\nb\\r\\tc'", Quoted.text("a\nb\r\tc"));
    }

    @Test
    void charactersThatDoNotShowAreShown() {
        assertEquals("'\\u001b[2J\\u202e\\u2028é'", Quoted.text("\u001b[2J\u202e\u2028é"));
    }

    @Test
    void longTextIsCut() {
        assertEquals("'" + "x".repeat(60) + "...'", Quoted.text("x".repeat(10_000)));
    }

    @Test
    void aPathOfKeysIsShownTheSameWay() {
        assertEquals(
                "applications.tenants[2].env.A\\nB",
                KeyPath.ROOT
                        .key("applications")
                        .key("tenants")
                        .item(2)
                        .key("env")
                        .key("A\nB")
                        .toString());
    }
}
