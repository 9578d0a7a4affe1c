package dev.navigator.config.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of the configuration file. Keys are told apart by identity, and each belongs to the sections that list it.
 *
 * @param <T> what its value is read as
 */
public final class Key<T> {

    private static final String REQUIRED = "required";

    private final String name;
    private final Type<T> type;
    private final Effect effect;
    private final String doc;
    private final @Nullable T fallback;
    private final String defaultText;
    private final List<String> aliases;

    private Key(
            String name,
            Type<T> type,
            Effect effect,
            String doc,
            @Nullable T fallback,
            String defaultText,
            List<String> aliases) {
        this.name = name;
        this.type = type;
        this.effect = effect;
        this.doc = doc;
        this.fallback = fallback;
        this.defaultText = defaultText;
        this.aliases = aliases;
    }

    /**
     * A key without a default.
     *
     * @param doc what it means, for the manual: sentences with a full stop
     */
    public static <T> Key<T> of(String name, Type<T> type, Effect effect, String doc) {
        return new Key<>(name, type, effect, doc, null, "", List.of());
    }

    /**
     * With a default.
     *
     * @param written the default as one would write it in the file
     */
    public Key<T> or(T value, String written) {
        return new Key<>(name, type, effect, doc, value, written, aliases);
    }

    /** With a default that something else decides, described for the manual. */
    public Key<T> by(String described) {
        return new Key<>(name, type, effect, doc, fallback, described, aliases);
    }

    /** That has to be there. */
    public Key<T> required() {
        return by(REQUIRED);
    }

    /** With other names for the same. */
    public Key<T> alias(String... others) {
        return new Key<>(name, type, effect, doc, fallback, defaultText, List.of(others));
    }

    public String name() {
        return name;
    }

    public Type<T> type() {
        return type;
    }

    public Effect effect() {
        return effect;
    }

    public String doc() {
        return doc;
    }

    /** Empty for a key whose absence means something of its own. */
    public Optional<T> fallback() {
        return Optional.ofNullable(fallback);
    }

    public boolean isRequired() {
        return defaultText.equals(REQUIRED);
    }

    /** For the manual; empty when there is nothing to say. */
    public String defaultText() {
        return defaultText;
    }

    public List<String> aliases() {
        return aliases;
    }

    @Override
    public String toString() {
        return name;
    }
}
