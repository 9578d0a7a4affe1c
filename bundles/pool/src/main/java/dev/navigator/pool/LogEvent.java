package dev.navigator.pool;

import dev.navigator.api.pool.InstanceId;
import java.time.Duration;
import java.util.Locale;

/**
 * The text of one log event: what happened, then fields. A value that is not one plain word is quoted and escaped, so that
 * it can neither end the line nor forge another field.
 */
final class LogEvent {

    private final StringBuilder text;

    LogEvent(String what) {
        text = new StringBuilder(what);
    }

    /** An event of one instance, with the fields that tell which. */
    static LogEvent of(String what, InstanceId instance, int port) {
        return new LogEvent(what)
                .with("name", instance.tenant())
                .with("instance", instance.number())
                .with("pid", instance.pid())
                .with("port", port);
    }

    LogEvent with(String key, Object value) {
        text.append(' ').append(key).append('=').append(quoted(value.toString()));
        return this;
    }

    LogEvent with(String key, Duration value) {
        text.append(' ').append(key).append('=').append(seconds(value));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** {@code 0.250s}, {@code 30s}. */
    static String seconds(Duration duration) {
        return duration.toMillisPart() == 0
                ? duration.toSeconds() + "s"
                : String.format(Locale.ROOT, "%.3fs", duration.toMillis() / 1000.0);
    }

    private static String quoted(String value) {
        if (!value.isEmpty() && value.chars().allMatch(LogEvent::plain)) {
            return value;
        }
        StringBuilder quoted = new StringBuilder(value.length() + 8).append('"');
        value.chars().forEach(c -> quoted.append(escaped((char) c)));
        return quoted.append('"').toString();
    }

    private static boolean plain(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '=';
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> breaksLines(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c);
        };
    }

    private static boolean breaksLines(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
