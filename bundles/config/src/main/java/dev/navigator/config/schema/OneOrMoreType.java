package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Items;
import dev.navigator.config.yaml.Node;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list with at least one item, or that item alone. */
final class OneOrMoreType<T> implements Type<List<T>> {

    private final Type<T> item;
    private final ListType<T> list;

    OneOrMoreType(Type<T> item) {
        this.item = item;
        this.list = new ListType<>(item, "a list such as [redis-cli, ping]");
    }

    @Override
    public @Nullable List<T> read(Node node, Context context) {
        if (node instanceof Items items) {
            if (items.nodes().isEmpty()) {
                context.error(node, "this is an empty list; write " + allowed());
                return null;
            }
            return list.read(node, context);
        }
        T value = item.read(node, context);
        return value == null ? null : List.of(value);
    }

    @Override
    public String allowed() {
        return item.allowed() + ", or " + list.allowed();
    }

    @Override
    public Map<String, Object> schema() {
        return Json.anyOf(List.of(item.schema(), Json.object("type", "array", "minItems", 1, "items", item.schema())));
    }
}
