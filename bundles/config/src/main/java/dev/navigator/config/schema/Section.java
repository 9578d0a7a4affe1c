package dev.navigator.config.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping of the file with the keys it may have. Immutable. */
public final class Section {

    private final String name;
    private final String doc;
    private final List<Key<?>> keys;
    private final Map<String, Key<?>> byName = new HashMap<>();
    private @Nullable Key<?> shorthand;

    /**
     * @param name as the manual shows it, such as {@code applications.tenants[]}
     * @param doc what it is for, for the manual
     */
    public Section(String name, String doc, List<Key<?>> keys) {
        this.name = name;
        this.doc = doc;
        this.keys = List.copyOf(keys);
        for (Key<?> key : keys) {
            byName.put(key.name(), key);
            for (String alias : key.aliases()) {
                byName.put(alias, key);
            }
        }
    }

    /** The same section, for which a single value may be written: that of {@code key}. */
    static Section withShorthand(String name, String doc, Key<?> key, List<Key<?>> keys) {
        Section section = new Section(name, doc, keys);
        section.shorthand = key;
        return section;
    }

    public String name() {
        return name;
    }

    public String doc() {
        return doc;
    }

    public List<Key<?>> keys() {
        return keys;
    }

    /** The key that a single value stands for; null when a mapping has to be written. */
    public @Nullable Key<?> shorthand() {
        return shorthand;
    }

    /** The key of this name or alias. */
    public @Nullable Key<?> key(String written) {
        return byName.get(written);
    }

    /** Everything that may be written, aliases included. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Key<?> key : keys) {
            names.add(key.name());
            names.addAll(key.aliases());
        }
        return names;
    }
}
