package dev.navigator.config.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of JSON Schema. */
final class Json {

    /** A string in which something is still to be replaced. */
    private static final Map<String, Object> VARIABLE = object("type", "string", "pattern", "\\$\\{.+\\}");

    private Json() {}

    /** Names and values in turn. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static Map<String, Object> anyOf(List<?> alternatives) {
        return object("anyOf", alternatives);
    }

    /** {@code alternatives}, or a variable. */
    static Map<String, Object> orVariable(Object... alternatives) {
        List<Object> all = new ArrayList<>(List.of(alternatives));
        all.add(VARIABLE);
        return anyOf(all);
    }

    /** Any single value. */
    static Map<String, Object> scalar() {
        return object("type", List.of("string", "number", "boolean", "null"));
    }
}
