package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventLineTest {

    @Test
    void plainWordsStandAsTheyAre() {
        assertEquals(
                "Starting process managed_processes name=redis pid=123 command=redis-server",
                new EventLine("Starting process", "redis")
                        .with("pid", 123)
                        .with("command", "redis-server")
                        .toString());
    }

    @Test
    void whateverCouldEndTheLineOrForgeAFieldIsQuotedAndEscaped() {
        assertEquals(
                "X managed_processes name=\"a pid=1\" v=\"say \\\"hi\\\"\\n\\tback\\\\slash\\u0007\" empty=\"\"",
                new EventLine("X", "a pid=1")
                        .with("v", "say \"hi\"\n\tback\\slash\u0007")
                        .with("empty", "")
                        .toString());
    }

    @Test
    void durationsAreSeconds() {
        assertEquals("0.2s", EventLine.seconds(Duration.ofMillis(210)));
        assertEquals("61s", EventLine.seconds(Duration.ofSeconds(61)));
    }
}
