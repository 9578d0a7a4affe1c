package dev.navigator.config.binding;

import dev.navigator.api.config.Template;
import dev.navigator.config.read.Scope;
import org.jspecify.annotations.Nullable;

/** What names stand for in one managed process: its own name, then the environment. */
record ProcessScope(String name, Scope environment) implements Scope {

    @Override
    public @Nullable Template lookup(String variable) {
        return variable.equals("name") ? Template.literal(name) : environment.lookup(variable);
    }

    @Override
    public String owner() {
        return "managed process '" + name + "'";
    }
}
