package dev.navigator.processes;

import java.nio.file.Path;

/** Text from outside as part of one line. */
final class LogText {

    private LogText() {}

    static String of(Path path) {
        return "'" + of(path.toString()) + "'";
    }

    /** With control characters, and what else could end or rewrite a line, as escapes. */
    static String of(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                if (escaped != null) {
                    escaped.append(c);
                }
                continue;
            }
            if (escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            escaped.append(c == '\t' ? "\\t" : String.format("\\u%04x", (int) c));
        }
        return escaped == null ? text : escaped.toString();
    }

    private static boolean isPlain(char c) {
        return !Character.isISOControl(c)
                && c != '\u2028'
                && c != '\u2029'
                && Character.getType(c) != Character.FORMAT; // such as turning the writing direction
    }
}
