package dev.navigator.config.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** As much of JSON Schema as our own uses; any other keyword is an error, so that nothing goes unchecked. */
final class JsonSchema {

    private static final List<String> REMARKS = List.of("$schema", "title", "description", "deprecated");

    private final List<String> violations = new ArrayList<>();

    /** Where, and by which keyword, {@code value} is not what {@code schema} allows. */
    static List<String> violations(Object value, Map<?, ?> schema) {
        JsonSchema check = new JsonSchema();
        check.check("", value, schema);
        return check.violations;
    }

    private void check(String path, Object value, Map<?, ?> schema) {
        for (Map.Entry<?, ?> rule : schema.entrySet()) {
            String keyword = (String) rule.getKey();
            if (!REMARKS.contains(keyword) && !holds(path, value, keyword, rule.getValue(), schema)) {
                violations.add(path + " " + keyword);
            }
        }
    }

    private boolean holds(String path, Object value, String keyword, Object rule, Map<?, ?> schema) {
        return switch (keyword) {
            case "type" -> types(rule).stream().anyMatch(type -> isA(value, type));
            case "enum" -> ((List<?>) rule).contains(value);
            case "const" -> rule.equals(value);
            case "pattern" ->
                !(value instanceof String text)
                        || Pattern.compile((String) rule).matcher(text).find();
            case "minLength" -> !(value instanceof String text) || text.length() >= (int) rule;
            case "minItems" -> !(value instanceof List<?> list) || list.size() >= (int) rule;
            case "minimum" ->
                !(value instanceof Number number) || number.doubleValue() >= ((Number) rule).doubleValue();
            case "maximum" ->
                !(value instanceof Number number) || number.doubleValue() <= ((Number) rule).doubleValue();
            case "required" -> !(value instanceof Map<?, ?> map) || map.keySet().containsAll((List<?>) rule);
            case "anyOf" ->
                ((List<?>) rule).stream().anyMatch(option -> violations(value, (Map<?, ?>) option)
                        .isEmpty());
            case "items" -> items(path, value, (Map<?, ?>) rule);
            case "properties" -> properties(path, value, (Map<?, ?>) rule);
            case "additionalProperties" -> additional(path, value, rule, schema);
            default -> throw new IllegalArgumentException(keyword);
        };
    }

    private static List<?> types(Object rule) {
        return rule instanceof List<?> list ? list : List.of(rule);
    }

    private static boolean isA(Object value, Object type) {
        return switch ((String) type) {
            case "null" -> value == null;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            default -> throw new IllegalArgumentException(String.valueOf(type));
        };
    }

    private boolean items(String path, Object value, Map<?, ?> rule) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                check(path + "[" + i + "]", list.get(i), rule);
            }
        }
        return true;
    }

    private boolean properties(String path, Object value, Map<?, ?> rule) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, part) -> {
                if (rule.get(name) instanceof Map<?, ?> schema) {
                    check(path + "." + name, part, schema);
                }
            });
        }
        return true;
    }

    private boolean additional(String path, Object value, Object rule, Map<?, ?> schema) {
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                boolean known = schema.get("properties") instanceof Map<?, ?> properties
                        && properties.containsKey(entry.getKey());
                if (!known && rule instanceof Map<?, ?> other) {
                    check(path + "." + entry.getKey(), entry.getValue(), other);
                } else if (!known) {
                    return false;
                }
            }
        }
        return true;
    }
}
