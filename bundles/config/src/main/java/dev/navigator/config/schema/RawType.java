package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Node;
import java.util.Map;

/** Values of another type that are read only when, and where, somebody refers to them. */
final class RawType implements Type<Node> {

    private final Type<?> later;

    RawType(Type<?> later) {
        this.later = later;
    }

    @Override
    public Node read(Node node, Context context) {
        return node;
    }

    @Override
    public String allowed() {
        return later.allowed();
    }

    @Override
    public Map<String, Object> schema() {
        return later.schema();
    }
}
