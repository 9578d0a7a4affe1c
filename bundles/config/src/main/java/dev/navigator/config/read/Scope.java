package dev.navigator.config.read;

import dev.navigator.api.config.Template;
import org.jspecify.annotations.Nullable;

/** What a name in <code>${NAME}</code> stands for at some place of the file. */
public interface Scope {

    /** What {@code name} stands for; null when nothing does. */
    @Nullable
    Template lookup(String name);

    /** Whether values of instances, which the file cannot know, have names here; then <code>{{port}}</code> is one of them. */
    default boolean knowsInstances() {
        return false;
    }

    /** Whose scope it is, as in {@code tenant 'shop'}; empty for Navigator's own. */
    default String owner() {
        return "";
    }

    /** Whether a name without a value is passed over, because nobody asks for the value yet. */
    default boolean lenient() {
        return false;
    }
}
