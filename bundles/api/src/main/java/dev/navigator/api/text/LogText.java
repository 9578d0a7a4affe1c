package dev.navigator.api.text;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** Text from outside as part of one line of a log. */
public final class LogText {

    private LogText() {}

    /** {@code path} in single quotes, escaped as {@link #of(String)} says. */
    public static String of(Path path) {
        return "'" + of(path.toString()) + "'";
    }

    /** {@code 127.0.0.1:3000}, {@code [0:0:0:0:0:0:0:1]:3000}, or {@code *:3000} for all addresses of the machine. */
    public static String of(InetSocketAddress address) {
        InetAddress resolved = address.getAddress();
        String host = resolved == null ? of(address.getHostString()) : numeric(resolved);
        return host + ":" + address.getPort();
    }

    private static String numeric(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "*";
        }
        String host = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + host + "]" : host;
    }

    /** {@code text} with control characters, and what else could end or rewrite a line, as escapes. */
    public static String of(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escaped == null && !isPlain(c)) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped != null) {
                append(escaped, c);
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    static void append(StringBuilder line, char c) {
        if (isPlain(c)) {
            line.append(c);
        } else {
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(String.format("\\u%04x", (int) c));
            }
        }
    }

    private static boolean isPlain(char c) {
        return !Character.isISOControl(c)
                && c != '\u2028'
                && c != '\u2029'
                && Character.getType(c) != Character.FORMAT; // such as turning the writing direction
    }
}
