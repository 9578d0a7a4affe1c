package dev.navigator.config.binding;

import dev.navigator.api.config.Template;
import dev.navigator.config.read.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Navigator's own environment. */
record EnvironmentScope(Map<String, String> variables) implements Scope {

    @Override
    public @Nullable Template lookup(String name) {
        String value = variables.get(name);
        return value == null ? null : Template.literal(value);
    }
}
