package dev.navigator.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message taken apart into what happened and the {@code key=value} pairs at its end. A value is one word, or quoted with
 * backslashes before quotes and backslashes; a message that does not end in such pairs has none.
 *
 * @param text the message without them
 */
record Fields(String text, Map<String, String> pairs) {

    /** Bounds what a strange message can cost. */
    private static final int ATTEMPTS = 16;

    static Fields of(String message) {
        int from = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int start = nextKey(message, from);
            if (start < 0) {
                break;
            }
            Map<String, String> pairs = parse(message, start);
            if (pairs != null) {
                return new Fields(message.substring(0, Math.max(0, start - 1)), pairs);
            }
            from = start + 1;
        }
        return new Fields(message, Map.of());
    }

    /** Where the next thing that looks like {@code key=} begins. */
    private static int nextKey(String message, int from) {
        for (int equals = message.indexOf('=', from); equals > 0; equals = message.indexOf('=', equals + 1)) {
            int start = equals;
            while (start > from && keyCharacter(message.charAt(start - 1))) {
                start--;
            }
            if (start < equals && (start == 0 || message.charAt(start - 1) == ' ')) {
                return start;
            }
        }
        return -1;
    }

    private static @Nullable Map<String, String> parse(String message, int start) {
        Map<String, String> pairs = new LinkedHashMap<>();
        int at = start;
        while (at < message.length()) {
            int equals = at;
            while (equals < message.length() && keyCharacter(message.charAt(equals))) {
                equals++;
            }
            if (equals == at || equals == message.length() || message.charAt(equals) != '=') {
                return null;
            }
            StringBuilder value = new StringBuilder();
            int end = value(message, equals + 1, value);
            if (end < 0) {
                return null;
            }
            pairs.put(message.substring(at, equals), value.toString());
            at = end + 1;
        }
        return pairs;
    }

    /** @return where the value ends: at a space or at the end of the message; -1 if it does not end properly */
    private static int value(String message, int start, StringBuilder value) {
        boolean quoted = start < message.length() && message.charAt(start) == '"';
        int at = quoted ? start + 1 : start;
        while (at < message.length()) {
            char c = message.charAt(at);
            if (quoted && c == '\\' && at + 1 < message.length()) {
                value.append(unescaped(message.charAt(++at)));
            } else if (quoted && c == '"') {
                at++;
                return at == message.length() || message.charAt(at) == ' ' ? at : -1;
            } else if (!quoted && c == ' ') {
                return at;
            } else {
                value.append(c);
            }
            at++;
        }
        return quoted ? -1 : at;
    }

    private static String unescaped(char c) {
        return switch (c) {
            case '"', '\\' -> String.valueOf(c);
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            default -> "\\" + c;
        };
    }

    private static boolean keyCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
}
