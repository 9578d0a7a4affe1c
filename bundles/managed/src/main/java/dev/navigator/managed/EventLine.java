package dev.navigator.managed;

import java.time.Duration;
import java.util.Locale;

/**
 * The text of one log event about a managed process: what happened, the word operators grep for, then fields. A value that
 * is not one plain word is quoted and escaped, so that it can neither end the line nor forge another field.
 */
final class EventLine {

    private final StringBuilder text;

    EventLine(String what, String name) {
        text = new StringBuilder(what).append(" managed_processes");
        with("name", name);
    }

    EventLine with(String key, Object value) {
        text.append(' ').append(key).append('=').append(quoted(value.toString()));
        return this;
    }

    EventLine with(String key, Duration value) {
        text.append(' ').append(key).append('=').append(seconds(value));
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** {@code 0.2s}, {@code 61s}. */
    static String seconds(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        return seconds < 10 ? String.format(Locale.ROOT, "%.1fs", seconds) : Math.round(seconds) + "s";
    }

    private static String quoted(String value) {
        if (!value.isEmpty() && value.chars().allMatch(EventLine::plain)) {
            return value;
        }
        StringBuilder quoted = new StringBuilder(value.length() + 8).append('"');
        value.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean plain(int c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '=';
    }
}
