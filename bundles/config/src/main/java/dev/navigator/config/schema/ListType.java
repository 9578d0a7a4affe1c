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
    private final String allowed;

    /**
     * @param allowed with its article
     */
    ListType(Type<T> items, String allowed) {
        this.items = items;
        this.allowed = allowed;
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
        return allowed;
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", List.of("array", "null"), "items", items.schema());
    }
}
