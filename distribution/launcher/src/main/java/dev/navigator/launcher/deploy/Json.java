package dev.navigator.launcher.deploy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a JSON object of flat values (RFC 8259): text, numbers, booleans, and lists of them. Comments as in C are passed over, as
 * the format of OSGi's Configurator has them.
 */
final class Json {

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /**
     * In the order of the text. Whole numbers are {@link Long}, others {@link Double}.
     *
     * @throws IllegalArgumentException saying where it is wrong
     */
    static Map<String, Object> object(String text) {
        Json json = new Json(text);
        Map<String, Object> object = json.object();
        if (json.peek() != 0) {
            throw json.wrong("there is more after the object");
        }
        return object;
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        expect('{');
        if (taken('}')) {
            return object;
        }
        do {
            if (peek() != '"') {
                throw wrong("a name in quotes is expected");
            }
            String name = string();
            expect(':');
            if (object.put(name, value(true)) != null) {
                throw wrong("'" + name + "' is there twice");
            }
        } while (taken(','));
        expect('}');
        return object;
    }

    private Object value(boolean orList) {
        char next = peek();
        if (next == '"') {
            return string();
        }
        if (next == '[' && orList) {
            return list();
        }
        int from = at;
        while (at < text.length() && "+-.0123456789abcdefghijklmnopqrstuvwxyzE".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> number(word);
        };
    }

    private Object number(String word) {
        if (!word.matches("-?(0|[1-9][0-9]{0,17})(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
            throw wrong("text, a number, true, false or a list of these is expected");
        }
        BigDecimal number = new BigDecimal(word);
        return word.matches("-?[0-9]+") ? (Object) number.longValueExact() : (Object) number.doubleValue();
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        expect('[');
        if (taken(']')) {
            return list;
        }
        do {
            list.add(value(false));
        } while (taken(','));
        expect(']');
        return list;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c < ' ') {
                throw wrong("a control character has to be escaped");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return string.toString();
    }

    private char escaped() {
        at++;
        char c = at < text.length() ? text.charAt(at) : 0;
        int known = "\"\\/bfnrt".indexOf(c);
        if (known >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(known);
        }
        if (c != 'u' || !hex(at + 1)) {
            throw wrong("after a backslash this is unknown");
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
    }

    private boolean hex(int from) {
        return from + 4 <= text.length() && text.substring(from, from + 4).matches("[0-9a-fA-F]{4}");
    }

    private void expect(char c) {
        if (!taken(c)) {
            throw wrong("'" + c + "' is expected");
        }
    }

    private boolean taken(char c) {
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    /** The next character that means something; 0 at the end. */
    private char peek() {
        while (at < text.length()) {
            if (" \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            } else if (text.startsWith("//", at)) {
                at = end(text.indexOf('\n', at), 1);
            } else if (text.startsWith("/*", at)) {
                at = end(text.indexOf("*/", at + 2), 2);
            } else {
                return text.charAt(at);
            }
        }
        return 0;
    }

    private int end(int found, int length) {
        return found < 0 ? text.length() : found + length;
    }

    private IllegalArgumentException wrong(String what) {
        String before = text.substring(0, Math.min(at, text.length()));
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return new IllegalArgumentException(
                "line " + line + ", column " + (before.length() - before.lastIndexOf('\n')) + ": " + what);
    }
}
