package dev.navigator.logging;

import java.util.Locale;

/**
 * Keeps text from outside on its line: whatever ends a line, moves a cursor or turns the direction of writing is shown by its
 * code. A backslash stays as it is, for the sake of readers; machines read JSON.
 */
final class Escape {

    private static final int FIRST_BIDI = 0x202A;
    private static final int LAST_BIDI = 0x202E;
    private static final int FIRST_ISOLATE = 0x2066;
    private static final int LAST_ISOLATE = 0x2069;
    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    private Escape() {}

    static void append(StringBuilder line, CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (harmless(c)) {
                line.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                line.append(c).append(text.charAt(++i));
            } else {
                code(line, c);
            }
        }
    }

    static String of(CharSequence text) {
        StringBuilder line = new StringBuilder(text.length() + 16);
        append(line, text);
        return line.toString();
    }

    private static boolean harmless(char c) {
        if (c < 0x7f) {
            return c >= ' ' || c == '\t';
        }
        return !Character.isISOControl(c)
                && !Character.isSurrogate(c)
                && c != LINE_SEPARATOR
                && c != PARAGRAPH_SEPARATOR
                && !(c >= FIRST_BIDI && c <= LAST_BIDI)
                && !(c >= FIRST_ISOLATE && c <= LAST_ISOLATE);
    }

    private static void code(StringBuilder line, char c) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            default -> line.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c));
        }
    }
}
