package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Entries;
import dev.navigator.config.yaml.Entries.Entry;
import dev.navigator.config.yaml.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mappings whose keys the file chooses. */
final class MapType<K, T> implements Type<Map<K, T>> {

    private final Type<K> keys;
    private final Type<T> values;

    MapType(Type<K> keys, Type<T> values) {
        this.keys = keys;
        this.values = values;
    }

    @Override
    public @Nullable Map<K, T> read(Node node, Context context) {
        if (!(node instanceof Entries entries)) {
            context.wrong(node, allowed());
            return null;
        }
        Map<K, T> map = new LinkedHashMap<>();
        for (Entry entry : entries.list()) {
            Context place = context.key(entry.key().text());
            K key = keys.read(entry.key(), place);
            T value = values.read(entry.value(), place);
            if (key != null && value != null) {
                map.put(key, value);
            }
        }
        return map;
    }

    @Override
    public String allowed() {
        return "a mapping from " + keys.allowed() + " to " + values.allowed();
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", List.of("object", "null"), "additionalProperties", values.schema());
    }
}
