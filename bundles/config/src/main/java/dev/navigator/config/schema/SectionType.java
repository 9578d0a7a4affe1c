package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Entries;
import dev.navigator.config.yaml.Node;
import dev.navigator.config.yaml.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A section as the value of a key. */
public final class SectionType implements Type<Fields> {

    private final Section section;

    SectionType(Section section) {
        this.section = section;
    }

    public Section section() {
        return section;
    }

    @Override
    public @Nullable Fields read(Node node, Context context) {
        Key<?> shorthand = section.shorthand();
        if (node instanceof Entries || node.isNull()) {
            return Fields.of(section, node, context);
        }
        if (node instanceof Scalar scalar && shorthand != null) {
            return Fields.shorthand(section, shorthand, scalar, context);
        }
        context.wrong(node, allowed());
        return null;
    }

    @Override
    public String allowed() {
        Key<?> shorthand = section.shorthand();
        return shorthand == null
                ? "a mapping"
                : "a mapping, or " + shorthand.type().allowed();
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Key<?> key : section.keys()) {
            properties.put(key.name(), property(key));
            for (String alias : key.aliases()) {
                properties.put(alias, aliasProperty(key));
            }
            if (key.isRequired()) {
                required.add(key.name());
            }
        }
        Map<String, Object> mapping = Json.object("type", List.of("object", "null"), "properties", properties);
        if (!required.isEmpty()) {
            mapping.put("required", required);
        }
        mapping.put("additionalProperties", false);
        Key<?> shorthand = section.shorthand();
        return shorthand == null
                ? mapping
                : Json.anyOf(List.of(mapping, shorthand.type().schema()));
    }

    private static Map<String, Object> property(Key<?> key) {
        String fallback = key.defaultText().isEmpty() ? "" : " Default: " + key.defaultText() + ".";
        Map<String, Object> property = Json.object("description", key.doc() + (key.isRequired() ? "" : fallback));
        property.putAll(key.type().schema());
        return property;
    }

    private static Map<String, Object> aliasProperty(Key<?> key) {
        Map<String, Object> property =
                Json.object("description", "Another name for " + key.name() + ".", "deprecated", true);
        property.putAll(key.type().schema());
        return property;
    }
}
