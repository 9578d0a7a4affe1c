package dev.navigator.config.schema;

import dev.navigator.api.config.Template;
import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Node;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text exactly as written, in which what differs from instance to instance stays open. */
final class TemplateType implements Type<Template> {

    @Override
    public @Nullable Template read(Node node, Context context) {
        return context.template(node, allowed());
    }

    @Override
    public String allowed() {
        return "text";
    }

    @Override
    public Map<String, Object> schema() {
        return Json.scalar();
    }
}
