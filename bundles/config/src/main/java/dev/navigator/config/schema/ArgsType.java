package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Items;
import dev.navigator.config.yaml.Node;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments for all tenants, each list read where it is used: one list, kept under {@link GoKeys#ALL}, or one for each framework. */
final class ArgsType implements Type<Map<String, Node>> {

    private static final Type<Map<String, Node>> BY_FRAMEWORK =
            new MapType<>(KeyNameType.framework(), Types.raw(Types.ARGUMENTS));

    @Override
    public @Nullable Map<String, Node> read(Node node, Context context) {
        return node instanceof Items ? Map.of(GoKeys.ALL, node) : BY_FRAMEWORK.read(node, context);
    }

    @Override
    public String allowed() {
        return Types.ARGUMENTS.allowed() + ", or a mapping of such lists";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.anyOf(List.of(Types.ARGUMENTS.schema(), BY_FRAMEWORK.schema()));
    }
}
