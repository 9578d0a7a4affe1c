package dev.navigator.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;

/** Log events for tests, at 2026-11-21T21:40:00Z. */
final class Events {

    private static final LoggerContext CONTEXT = new LoggerContext();

    private Events() {}

    static LoggingEvent info(String message, Object... arguments) {
        return event(Level.INFO, message, null, arguments);
    }

    static LoggingEvent event(Level level, String message, Throwable thrown, Object... arguments) {
        LoggingEvent event = new LoggingEvent(
                Events.class.getName(), CONTEXT.getLogger("dev.navigator.pool"), level, message, thrown, arguments);
        event.setInstant(Instant.parse("2026-11-21T21:40:00Z"));
        return event;
    }

    static String written(LineLayout layout, LoggingEvent event) {
        StringBuilder line = new StringBuilder();
        layout.write(event, line);
        return line.toString();
    }
}
