package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import java.util.List;
import java.util.Map;

/** Paths that are asked for, a query included. */
final class RequestPathType extends ScalarType<String> {

    private final boolean optional;

    private RequestPathType(boolean optional) {
        this.optional = optional;
    }

    static RequestPathType required() {
        return new RequestPathType(false);
    }

    /** Which may also be switched off, and is then read as empty. */
    static RequestPathType optional() {
        return new RequestPathType(true);
    }

    @Override
    String parse(String text, Context context) throws Unfit {
        if (optional && (text.isEmpty() || text.equals("false"))) {
            return "";
        }
        if (!text.startsWith("/")) {
            throw new Unfit("begin it with '/'");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || "\"#<>\\^`{|}".indexOf(c) >= 0) {
                throw new Unfit("escape the character at position " + (i + 1));
            }
        }
        return text;
    }

    @Override
    public String allowed() {
        return optional ? "a path such as /up, or false" : "a path such as /up";
    }

    @Override
    public Map<String, Object> schema() {
        return optional
                ? Json.anyOf(List.of(
                        Json.object("type", "string", "pattern", "^(/|\\$\\{|false$|$)"), Json.object("const", false)))
                : Json.object("type", "string", "pattern", "^(/|\\$\\{)");
    }
}
