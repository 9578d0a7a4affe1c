package dev.navigator.api.config;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Something wrong with, or worth knowing about, a configuration file.
 *
 * @param line from 1; 0 when it concerns the file as a whole
 * @param column from 1; 0 when it concerns the file as a whole
 * @param key the path of the key, such as {@code applications.tenants[2].path}; may be empty
 * @param message what was found, what is allowed and the remedy
 */
public record Problem(Severity severity, Path file, int line, int column, String key, String message) {

    /** Errors refuse the file, warnings do not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** As a compiler would print it: {@code file:line:column: error: key: message}. */
    @Override
    public String toString() {
        String place = line == 0 ? file.toString() : file + ":" + line + ":" + column;
        String subject = key.isEmpty() ? "" : key + ": ";
        return place + ": " + (severity == Severity.ERROR ? "error: " : "warning: ") + subject + message;
    }

    /** As an object for editors and CI, RFC 8259, with the names of this record's components. */
    public String toJson() {
        return "{\"severity\":" + quoted(severity.name().toLowerCase(Locale.ROOT)) + ",\"file\":"
                + quoted(file.toString()) + ",\"line\":" + line + ",\"column\":" + column + ",\"key\":" + quoted(key)
                + ",\"message\":" + quoted(message) + "}";
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
