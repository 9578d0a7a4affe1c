package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Node;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of things defined elsewhere in the file. */
final class ReferenceType implements Type<Reference> {

    @Override
    public @Nullable Reference read(Node node, Context context) {
        String name = context.text(node, allowed());
        return name == null ? null : new Reference(name, node, context);
    }

    @Override
    public String allowed() {
        return "the name of a managed process";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", "string", "minLength", 1);
    }
}
