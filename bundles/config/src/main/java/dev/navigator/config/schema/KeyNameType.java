package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Node;
import dev.navigator.config.yaml.Quoted;
import dev.navigator.config.yaml.Scalar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys that the file chooses itself; in keys nothing is replaced. */
final class KeyNameType implements Type<String> {

    private final String forbidden;
    private final String allowed;

    private KeyNameType(String forbidden, String allowed) {
        this.forbidden = forbidden;
        this.allowed = allowed;
    }

    /** Of the environment. */
    static KeyNameType variable() {
        return new KeyNameType("=\0", "a name of a variable, without '='");
    }

    /** Of a plugin's configuration. */
    static KeyNameType pid() {
        return new KeyNameType(" \t\n\r\"*(),\0", "a persistent identifier such as com.example.ports");
    }

    /** Of a framework, as the Go original calls it. */
    static KeyNameType framework() {
        return new KeyNameType("\0", "the name of a framework");
    }

    @Override
    public @Nullable String read(Node node, Context context) {
        String text = ((Scalar) node).text();
        for (int i = 0; i < text.length(); i++) {
            if (forbidden.indexOf(text.charAt(i)) >= 0) {
                context.error(node, Quoted.text(text) + " is not " + allowed);
                return null;
            }
        }
        if (text.isEmpty()) {
            context.error(node, "this is empty; write " + allowed);
            return null;
        }
        return text;
    }

    @Override
    public String allowed() {
        return allowed;
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", "string");
    }
}
