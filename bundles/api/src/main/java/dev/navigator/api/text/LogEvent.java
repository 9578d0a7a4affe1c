package dev.navigator.api.text;

import java.time.Duration;
import java.util.Locale;

/**
 * The text of one log event: what happened, then fields. A value that is not one plain word is quoted and escaped, so that it
 * can neither end the line nor forge another field. For one thread.
 */
public final class LogEvent {

    private final StringBuilder text;

    /**
     * @param what as it shall stand there: not from outside
     */
    public LogEvent(String what) {
        text = new StringBuilder(what);
    }

    /** Appends a field. @return this event */
    public LogEvent with(String key, Object value) {
        text.append(' ').append(key).append('=');
        quote(value.toString());
        return this;
    }

    /** Appends a field in {@link #seconds}. @return this event */
    public LogEvent with(String key, Duration value) {
        text.append(' ').append(key).append('=').append(seconds(value));
        return this;
    }

    /** The line, without its end. */
    @Override
    public String toString() {
        return text.toString();
    }

    /** {@code 0.250s}, {@code 30s}, {@code 61.3s}. */
    public static String seconds(Duration duration) {
        if (duration.toMillisPart() == 0) {
            return duration.toSeconds() + "s";
        }
        String format = duration.toSeconds() < 10 ? "%.3fs" : "%.1fs";
        return String.format(Locale.ROOT, format, duration.toMillis() / 1000.0);
    }

    private void quote(String value) {
        if (!value.isEmpty() && value.chars().allMatch(LogEvent::plain)) {
            text.append(value);
            return;
        }
        text.append('"');
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            LogText.append(text, (char) c);
        });
        text.append('"');
    }

    private static boolean plain(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '=';
    }
}
