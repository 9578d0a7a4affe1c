package dev.navigator.launcher.deploy;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The types that the name of a setting may ask for, {@code Integer} or {@code Integer[]} for instance. */
final class SettingType {

    private static final String ARRAY = "[]";

    private static final Map<String, Function<String, Object>> TYPES = Map.ofEntries(
            Map.entry("String", text -> text),
            Map.entry("Integer", Integer::valueOf),
            Map.entry("int", Integer::valueOf),
            Map.entry("Long", Long::valueOf),
            Map.entry("long", Long::valueOf),
            Map.entry("Double", Double::valueOf),
            Map.entry("double", Double::valueOf),
            Map.entry("Float", Float::valueOf),
            Map.entry("float", Float::valueOf),
            Map.entry("Short", Short::valueOf),
            Map.entry("short", Short::valueOf),
            Map.entry("Byte", Byte::valueOf),
            Map.entry("byte", Byte::valueOf),
            Map.entry("Boolean", SettingType::flag),
            Map.entry("boolean", SettingType::flag));

    private SettingType() {}

    /**
     * @param type empty: whatever the value is by itself
     * @throws IllegalArgumentException naming {@code key}
     */
    static Object convert(String key, String type, Object value) {
        try {
            if (type.endsWith(ARRAY) || (type.isEmpty() && value instanceof List)) {
                List<?> list = value instanceof List<?> several ? several : List.of(value);
                String each = type.isEmpty() ? "String" : type.substring(0, type.length() - ARRAY.length());
                return array(list.stream().map(one -> convert(key, each, one)).toList());
            }
            if (value instanceof List) {
                throw new IllegalArgumentException("a list where one value is asked for");
            }
            return type.isEmpty() ? value : of(type).apply(value.toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("setting '" + key + "': " + e.getMessage(), e);
        }
    }

    private static Function<String, Object> of(String type) {
        Function<String, Object> conversion = TYPES.get(type);
        if (conversion == null) {
            throw new IllegalArgumentException("type '" + type + "' is unknown");
        }
        return conversion;
    }

    private static Object flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        }
        return Boolean.valueOf(text);
    }

    private static Object array(List<Object> values) {
        Class<?> type = values.isEmpty() ? String.class : values.get(0).getClass();
        Object array = Array.newInstance(type, values.size());
        for (int index = 0; index < values.size(); index++) {
            Array.set(array, index, values.get(index));
        }
        return array;
    }
}
