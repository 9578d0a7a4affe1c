package dev.navigator.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LogEventTest {

    @Test
    void plainWordsStandAsTheyAre() {
        LogEvent event = new LogEvent("Starting process").with("name", "shop").with("pid", 1234);

        assertEquals("Starting process name=shop pid=1234", event.toString());
    }

    @Test
    void aValueCanNeitherEndTheLineNorForgeAField() {
        LogEvent event = new LogEvent("Process start failed").with("output", "a\nb\tc \"d\" pid=1 \u0007\u2028\\");

        assertEquals("Process start failed output=\"a\\nb\\tc \\\"d\\\" pid=1 \\u0007\\u2028\\\\\"", event.toString());
    }

    @Test
    void anEmptyValueIsSeen() {
        assertEquals("x output=\"\"", new LogEvent("x").with("output", "").toString());
    }

    @Test
    void durationsAreSeconds() {
        assertEquals("30s", LogEvent.seconds(Duration.ofSeconds(30)));
        assertEquals("0.250s", LogEvent.seconds(Duration.ofMillis(250)));
        assertEquals("61.3s", LogEvent.seconds(Duration.ofMillis(61_310)));
    }
}
