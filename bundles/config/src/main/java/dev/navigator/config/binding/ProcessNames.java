package dev.navigator.config.binding;

import dev.navigator.config.schema.Nearest;
import dev.navigator.config.schema.Reference;
import dev.navigator.config.yaml.Quoted;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The managed processes that others may depend on.
 *
 * @param leftOut those that are not started for want of a command
 */
record ProcessNames(Set<String> started, Set<String> leftOut) {

    /** Whether there is what {@code reference} names; otherwise notes that there is not. */
    boolean check(Reference reference) {
        String name = reference.name();
        if (started.contains(name)) {
            return true;
        }
        if (leftOut.contains(name)) {
            reference.context().error(reference.at(), "'" + name + "' has no command and is left out; give it one");
            return false;
        }
        String nearest = Nearest.to(name, started);
        reference
                .context()
                .error(reference.at(), "no managed process is called " + Quoted.text(name) + remedy(nearest));
        return false;
    }

    private static String remedy(@Nullable String nearest) {
        return nearest == null ? "; there are none" : "; the nearest name is '" + nearest + "'";
    }
}
