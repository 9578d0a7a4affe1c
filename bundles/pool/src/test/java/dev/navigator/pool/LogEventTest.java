package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LogEventTest {

    @Test
    void anEventTellsWhichInstanceIsMeant() {
        LogEvent event = LogEvent.of("Starting process", new InstanceId(new TenantId("shop"), 2, 1234), 4001);

        assertEquals("Starting process name=shop instance=2 pid=1234 port=4001", event.toString());
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
    }
}
