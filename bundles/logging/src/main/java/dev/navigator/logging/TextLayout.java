package dev.navigator.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * {@code 2026-11-21T21:40:00.123Z INFO  Starting process name=shop.1 pid=4711}: time, level, message with its fields; what was
 * thrown follows as the fields {@code cause}, the exception at the bottom of it, and {@code exception}, the stack trace, its
 * lines separated by {@code \n}. One event is one line, always.
 */
final class TextLayout implements LineLayout {

    private static final int LEVEL_WIDTH = 5;

    @Override
    public void write(ILoggingEvent event, StringBuilder line) {
        Timestamps.append(line, event.getTimeStamp());
        String level = event.getLevel().toString();
        line.append(' ')
                .append(level)
                .append(" ".repeat(Math.max(0, LEVEL_WIDTH - level.length())))
                .append(' ');
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> append(line, pair));
        }
        Escape.append(line, String.valueOf(event.getFormattedMessage()));
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(" cause=\"");
            Escape.append(line, StackTrace.cause(thrown));
            line.append("\" exception=\"");
            Escape.append(line, StackTrace.of(thrown));
            line.append('"');
        }
    }

    private static void append(StringBuilder line, KeyValuePair pair) {
        Escape.append(line, pair.key);
        if (pair.value != null) {
            line.append('=');
            Escape.append(line, pair.value.toString());
        }
        line.append(' ');
    }
}
