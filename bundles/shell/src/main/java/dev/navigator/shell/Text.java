package dev.navigator.shell;

import java.time.Duration;
import java.util.Locale;

/** How values look to an operator. */
final class Text {

    private Text() {}

    /** The two most significant units: {@code 3d4h}, {@code 5m12s}, {@code 7s}. */
    static String age(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 86_400) {
            return seconds / 86_400 + "d" + seconds % 86_400 / 3_600 + "h";
        }
        if (seconds >= 3_600) {
            return seconds / 3_600 + "h" + seconds % 3_600 / 60 + "m";
        }
        return seconds >= 60 ? seconds / 60 + "m" + seconds % 60 + "s" : seconds + "s";
    }

    /** A state, as the manual writes it. */
    static String state(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A number that stands for "none" when it is 0. */
    static String orNone(long number) {
        return number == 0 ? "-" : Long.toString(number);
    }

    /** A message that says what it is about, if it does not do so itself. */
    static String about(String subject, String message) {
        return message.startsWith(subject) ? message : subject + ": " + message;
    }

    /** Without control characters, which a terminal would obey. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                visible.append(String.format(Locale.ROOT, "\\x%02x", c));
            } else {
                visible.append((char) c);
            }
        });
        return visible.toString();
    }
}
