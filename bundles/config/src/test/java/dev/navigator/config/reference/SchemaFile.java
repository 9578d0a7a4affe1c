package dev.navigator.config.reference;

import dev.navigator.config.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of the file, as text. */
final class SchemaFile {

    private final StringBuilder text = new StringBuilder();

    static String json() {
        SchemaFile file = new SchemaFile();
        file.write(schema(), 0);
        return file.text.append('\n').toString();
    }

    static Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Navigator's configuration file, navigator.yml");
        schema.putAll(Schema.json());
        return schema;
    }

    private void write(Object value, int depth) {
        if (value instanceof Map<?, ?> object) {
            object(object, depth);
        } else if (value instanceof List<?> list) {
            list(list, depth);
        } else if (value instanceof String string) {
            string(string);
        } else {
            text.append(
                    value instanceof Double number && number == Math.rint(number)
                            ? String.valueOf(number.longValue())
                            : value);
        }
    }

    private void object(Map<?, ?> object, int depth) {
        text.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            text.append(separator);
            line(depth + 1);
            string((String) entry.getKey());
            text.append(": ");
            write(entry.getValue(), depth + 1);
            separator = ",";
        }
        if (!object.isEmpty()) {
            line(depth);
        }
        text.append('}');
    }

    private void list(List<?> list, int depth) {
        boolean simple = list.stream().noneMatch(item -> item instanceof Map || item instanceof List);
        text.append('[');
        String separator = "";
        for (Object item : list) {
            text.append(separator);
            if (!simple) {
                line(depth + 1);
            }
            write(item, depth + 1);
            separator = simple ? ", " : ",";
        }
        if (!simple) {
            line(depth);
        }
        text.append(']');
    }

    private void line(int depth) {
        text.append('\n').append("  ".repeat(depth));
    }

    private void string(String string) {
        text.append('"')
                .append(string.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                .append('"');
    }
}
