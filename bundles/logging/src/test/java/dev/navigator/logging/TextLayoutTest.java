package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class TextLayoutTest {

    private final TextLayout layout = new TextLayout();

    @Test
    void aLineHasTimeLevelAndMessage() {
        assertEquals(
                "2026-11-21T21:40:00.000Z INFO  Starting process name=shop.1 pid=4711",
                Events.written(layout, Events.info("Starting process name={} pid={}", "shop.1", 4711)));
        assertEquals(
                "2026-11-21T21:40:00.000Z ERROR Oops", Events.written(layout, Events.event(Level.ERROR, "Oops", null)));
    }

    @Test
    void fieldsOfTheEventComeFirst() {
        LoggingEvent event = Events.info("GET / 200");
        event.addKeyValuePair(new KeyValuePair("managed_processes", null));
        event.addKeyValuePair(new KeyValuePair("name", "redis"));
        event.addKeyValuePair(new KeyValuePair("stream", "stdout"));

        assertEquals(
                "2026-11-21T21:40:00.000Z INFO  managed_processes name=redis stream=stdout GET / 200",
                Events.written(layout, event));
    }

    @Test
    void whateverTheMessageHoldsItIsOneLine() {
        String line = Events.written(layout, Events.info("a\n2026-11-21T21:40:00.000Z ERROR forged\r\u2028b"));

        assertEquals("2026-11-21T21:40:00.000Z INFO  a\\n2026-11-21T21:40:00.000Z ERROR forged\\r\\u2028b", line);
    }

    @Test
    void aStackTraceIsPartOfTheLine() {
        Throwable thrown = new IllegalStateException("boom\nboom", new RuntimeException("deeper"));

        String line = Events.written(layout, Events.event(Level.ERROR, "Task failed", thrown));

        assertTrue(
                line.contains("Task failed cause=\"java.lang.RuntimeException: deeper\""
                        + " exception=\"java.lang.IllegalStateException: boom\\nboom\\n\tat "),
                line);
        assertTrue(line.contains("\\nCaused by: java.lang.RuntimeException: deeper\\n\t"), line);
        assertFalse(line.contains("\n"));
    }

    @Test
    void aStackTraceIsOfBoundedLength() {
        Throwable thrown = new StackOverflowError();
        thrown.setStackTrace(java.util.stream.Stream.generate(() -> new StackTraceElement("A", "b", "A.java", 1))
                .limit(100_000)
                .toArray(StackTraceElement[]::new));

        String line = Events.written(layout, Events.event(Level.ERROR, "Deep", thrown));

        assertTrue(line.length() < 5_000, line.length() + " characters");
        assertTrue(line.contains("... 99970 more"), line);
    }
}
