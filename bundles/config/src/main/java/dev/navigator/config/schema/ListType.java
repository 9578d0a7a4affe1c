package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Items;
import dev.navigator.config.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of values of one type. */
final class ListType<T> implements Type<List<T>> {

    private final Type<T> items;

    ListType(Type<T> items) {
        this.items = items;
    }

    Type<T> items() {
        return items;
    }

    @Override
    public @Nullable List<T> read(Node node, Context context) {
        if (!(node instanceof Items list)) {
            context.wrong(node, allowed());
            return null;
        }
        List<T> values = new ArrayList<>(list.nodes().size());
        for (int i = 0; i < list.nodes().size(); i++) {
            T value = items.read(list.nodes().get(i), context.item(i));
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    @Override
    public String allowed() {
        return "a list, each item " + items.allowed();
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", "array", "items", items.schema());
    }
}
