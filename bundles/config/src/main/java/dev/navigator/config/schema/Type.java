package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Node;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What values a key takes. Immutable. */
public interface Type<T> {

    /** The value of {@code node}; null after a problem was noted. */
    @Nullable
    T read(Node node, Context context);

    /** With its article, for messages and the manual, as in {@code a whole number from 1 to 65535}. */
    String allowed();

    /** As JSON Schema. */
    Map<String, Object> schema();
}
