package dev.navigator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void durationsHaveTwoUnits() {
        assertEquals("59s", Text.age(Duration.ofSeconds(59)));
        assertEquals("5m12s", Text.age(Duration.ofSeconds(312)));
        assertEquals("1h2m", Text.age(Duration.ofSeconds(3_725)));
        assertEquals("3d4h", Text.age(Duration.ofHours(76)));
    }

    @Test
    void aSubjectIsNamedOnce() {
        assertEquals("tenant 'shop': no room", Text.about("tenant 'shop'", "no room"));
        assertEquals("tenant 'shop': no room", Text.about("tenant 'shop'", "tenant 'shop': no room"));
    }

    @Test
    void terminalsAreNotCommanded() {
        assertEquals("a\\x1b[2Jb", Text.visible("a\u001b[2Jb"));
    }

    @Test
    void jsonIsOfAnyValue() {
        assertEquals(
                "{\"a\":[1,true,null,\"q\\\"\\\\\\u0007\"]}",
                Json.write(Map.of("a", java.util.Arrays.asList(1, true, null, "q\"\\\u0007"))));
        assertEquals("[]", Json.write(List.of()));
    }
}
