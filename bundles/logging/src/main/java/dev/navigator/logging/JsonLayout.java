package dev.navigator.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One object a line: {@code time}, {@code level}, {@code logger}, {@code message}, then the event's fields and
 * {@code cause} and {@code exception}. A field that bears one of these names gets an underscore at its end. Fields taken from a message's text
 * are strings.
 */
final class JsonLayout implements LineLayout {

    private static final Set<String> RESERVED = Set.of("time", "level", "logger", "message", "cause", "exception");

    @Override
    public void write(ILoggingEvent event, StringBuilder line) {
        line.append("{\"time\":\"");
        Timestamps.append(line, event.getTimeStamp());
        line.append("\",\"level\":\"").append(event.getLevel()).append('"');
        member(line, "logger", event.getLoggerName());
        String message = String.valueOf(event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null || pairs.isEmpty()) {
            Fields fields = Fields.of(message);
            member(line, "message", fields.text());
            fields.pairs().forEach((key, value) -> member(line, free(key), value));
        } else {
            member(line, "message", message); // a process's own text: what looks like fields in it are none of ours
            pairs.forEach(pair -> member(line, free(pair.key), pair.value));
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            member(line, "cause", StackTrace.cause(thrown));
            member(line, "exception", StackTrace.of(thrown));
        }
        line.append('}');
    }

    private static String free(String key) {
        return RESERVED.contains(key) ? key + "_" : key;
    }

    private static void member(StringBuilder line, String key, @Nullable Object value) {
        line.append(',');
        string(line, key);
        line.append(':');
        if (value == null) {
            line.append("true");
        } else if (value instanceof Number || value instanceof Boolean) {
            line.append(value);
        } else {
            string(line, value.toString());
        }
    }

    private static void string(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (plain(text, i)) {
                        line.append(c);
                    } else {
                        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    }
                }
            }
        }
        line.append('"');
    }

    /** Half a surrogate pair is no text, and separators of lines are none of JSON's business but of many a reader's. */
    private static boolean plain(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029';
    }
}
