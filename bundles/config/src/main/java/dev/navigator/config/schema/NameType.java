package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Ascii;
import java.util.List;
import java.util.Map;

/** Names of tenants, processes and strategies: they stand in logs, commands and names of files. */
final class NameType extends ScalarType<String> {

    private static final int LONGEST = 128;

    private final String marks;
    private final String allowed;

    private NameType(String marks, String allowed) {
        this.marks = marks;
        this.allowed = allowed;
    }

    /** May have slashes: by default it comes from the path. */
    static NameType ofTenant() {
        return new NameType("._-~@+/", "a name of letters, digits and any of . _ - ~ @ +, with '/' only between parts");
    }

    static NameType plain() {
        return new NameType("._-", "a name of letters, digits and any of . _ -");
    }

    @Override
    String parse(String text, Context context) throws Unfit {
        check(text);
        return text;
    }

    boolean accepts(String text) {
        try {
            check(text);
            return true;
        } catch (Unfit e) {
            return false;
        }
    }

    private void check(String text) throws Unfit {
        if (text.isEmpty()) {
            throw new Unfit();
        }
        if (text.length() > LONGEST) {
            throw new Unfit("the longest has " + LONGEST + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            if (!Ascii.isAlphanumeric(text.charAt(i)) && marks.indexOf(text.charAt(i)) < 0) {
                throw new Unfit();
            }
        }
        for (String part : text.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new Unfit("no part of it may be empty, '.' or '..'");
            }
        }
    }

    @Override
    public String allowed() {
        return allowed;
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", List.of("string", "number", "boolean"));
    }
}
