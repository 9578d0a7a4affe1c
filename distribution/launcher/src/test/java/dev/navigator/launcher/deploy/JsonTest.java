package dev.navigator.launcher.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void flatValuesAndListsOfThemAreRead() {
        assertEquals(
                Map.of(
                        "text",
                        "a \"b\" \\ / \n é é",
                        "whole",
                        -12L,
                        "real",
                        1.5e3,
                        "on",
                        true,
                        "off",
                        false,
                        "list",
                        List.of("a", 1L, true),
                        "none",
                        List.of()),
                Json.object("""
                        // settings
                        { "text": "a \\"b\\" \\\\ \\/ \\n \\u00e9 é", "whole": -12, "real": 1.5e3,
                          /* both */ "on": true, "off": false,
                          "list": ["a", 1, true], "none": [] }
                        """));
        assertEquals(Map.of(), Json.object(" {} "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\"}",
                "{\"a\": }",
                "{\"a\": 1",
                "{\"a\": 1,}",
                "{\"a\": 01}",
                "{\"a\": .5}",
                "{\"a\": 9999999999999999999}",
                "{\"a\": nul}",
                "{\"a\": {\"b\": 1}}",
                "{\"a\": [[1]]}",
                "{\"a\": \"b}",
                "{\"a\": \"\\x\"}",
                "{\"a\": \"\\u12g4\"}",
                "{\"a\": \"\\u12",
                "{\"a\": \"\t\"}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": 1} x",
                "{a: 1}",
                "/*",
            })
    void whatIsNotThatIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Json.object(text));
    }

    @Test
    void theMessageSaysWhere() {
        var wrong = assertThrows(IllegalArgumentException.class, () -> Json.object("{\n  \"a\" 1\n}"));

        assertEquals("line 2, column 7: ':' is expected", wrong.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "port:Integer, java.lang.Integer",
        "port:long, java.lang.Long",
        "port:String, java.lang.String",
        "port, java.lang.Long",
        "port:Double, java.lang.Double"
    })
    void aNameMaySayAType(String key, String type) {
        int colon = key.indexOf(':');

        Object value = SettingType.convert(key, colon < 0 ? "" : key.substring(colon + 1), 8L);

        assertEquals(type, value.getClass().getName());
    }

    @Test
    void listsBecomeArraysOfTheirType() {
        assertEquals(List.of("a", "b"), List.of((String[]) SettingType.convert("x", "", List.of("a", "b"))));
        assertEquals(
                List.of(1, 2), List.of((Integer[]) SettingType.convert("x:Integer[]", "Integer[]", List.of(1L, 2L))));
    }

    @ParameterizedTest
    @CsvSource({"Integer, x", "boolean, yes", "Colour, red", "Byte, 300"})
    void aValueThatDoesNotFitItsTypeIsNamed(String type, String value) {
        var wrong = assertThrows(IllegalArgumentException.class, () -> SettingType.convert("x:" + type, type, value));

        assertTrue(wrong.getMessage().startsWith("setting 'x:" + type + "'"), wrong.getMessage());
    }
}
