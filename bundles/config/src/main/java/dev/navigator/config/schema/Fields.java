package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.read.Scope;
import dev.navigator.config.yaml.Entries;
import dev.navigator.config.yaml.Entries.Entry;
import dev.navigator.config.yaml.Node;
import dev.navigator.config.yaml.Quoted;
import dev.navigator.config.yaml.Scalar;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one section of a file. Which keys there are is checked when it is made; a value is read, and its problems noted,
 * when it is asked for, so that a default can be read in the scope of each tenant that it serves.
 */
public final class Fields {

    private final Node node;
    private final Context context;
    private final Map<Key<?>, Entry> entries;

    private Fields(Node node, Context context, Map<Key<?>, Entry> entries) {
        this.node = node;
        this.context = context;
        this.entries = entries;
    }

    /**
     * @param node a mapping, or nothing
     */
    static Fields of(Section section, Node node, Context context) {
        Map<Key<?>, Entry> entries = new HashMap<>();
        if (node instanceof Entries mapping) {
            for (Entry entry : mapping.list()) {
                add(section, entry, context, entries);
            }
        }
        return new Fields(node, context, entries);
    }

    static Fields shorthand(Section section, Key<?> key, Scalar value, Context context) {
        Map<Key<?>, Entry> entries = new HashMap<>();
        Scalar name = new Scalar(key.name(), true, value.line(), value.column());
        add(section, new Entry(name, value), context, entries);
        return new Fields(value, context, entries);
    }

    private static void add(Section section, Entry entry, Context context, Map<Key<?>, Entry> entries) {
        Scalar written = entry.key();
        Key<?> key = section.key(written.text());
        if (key == null) {
            boolean shown = !context.session().problems().enough();
            context.key(written.text())
                    .error(written, shown ? UnknownKey.message(written.text(), section) : "unknown key");
            return;
        }
        Entry other = entries.putIfAbsent(key, entry);
        if (other != null) {
            context.key(written.text())
                    .error(
                            written,
                            Quoted.text(written.text()) + " means the same as "
                                    + Quoted.text(other.key().text()) + " in line "
                                    + other.key().line() + "; keep one of the two");
        }
    }

    /** The same entries, read in another scope. */
    public Fields in(Scope scope) {
        return new Fields(node, context.in(scope), entries);
    }

    /** The same place without any entries. */
    public Fields without() {
        return new Fields(node, context, Map.of());
    }

    public boolean has(Key<?> key) {
        Entry entry = entries.get(key);
        return entry != null && !entry.value().isNull();
    }

    /** The value of {@code key}; empty when it is not there, or is wrong, which was noted. */
    public <T> Optional<T> find(Key<T> key) {
        Entry entry = entries.get(key);
        if (entry == null || entry.value().isNull()) {
            return Optional.empty();
        }
        return Optional.ofNullable(key.type().read(entry.value(), context(key)));
    }

    /** The value of a key that has a default. */
    public <T> T get(Key<T> key) {
        Optional<T> value = find(key);
        return value.isPresent() ? value.get() : key.fallback().orElseThrow();
    }

    /** The section that is the value of {@code key}; without entries when it is not there. */
    public Fields section(Key<Fields> key) {
        return find(key).orElse(new Fields(node, context(key), Map.of()));
    }

    /** The value of a required key; empty after a problem was noted. */
    public <T> Optional<T> require(Key<T> key) {
        if (!has(key)) {
            context.error(
                    node, "'" + key.name() + "' is missing; write " + key.type().allowed());
        }
        return find(key);
    }

    /** The section's own place. */
    public Node node() {
        return node;
    }

    public Context context() {
        return context;
    }

    /** Where the value of {@code key} stands; the section's own place when it is not there. */
    public Node at(Key<?> key) {
        Entry entry = entries.get(key);
        return entry == null ? node : entry.value();
    }

    /** The name under which {@code key} was written; null when it was not. */
    public @Nullable Scalar written(Key<?> key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.key();
    }

    public Context context(Key<?> key) {
        Scalar written = written(key);
        return context.key(written == null ? key.name() : written.text());
    }

    public void error(Key<?> key, String message) {
        context(key).error(at(key), message);
    }

    public void warning(Key<?> key, String message) {
        context(key).warning(at(key), message);
    }

    /** Notes something about one entry of the mapping that is the value of {@code key}. */
    public void warningAt(Key<?> key, String name, String message) {
        if (at(key) instanceof Entries mapping) {
            for (Entry entry : mapping.list()) {
                if (entry.key().text().equals(name)) {
                    context(key).key(name).warning(entry.value(), message);
                }
            }
        }
    }

    /** Notes that two keys cannot be there together. */
    public void conflict(Key<?> key, Key<?> other, String remedy) {
        conflict(key, this, other, remedy);
    }

    /** Notes that {@code key} and one of another section cannot be there together. */
    public void conflict(Key<?> key, Fields section, Key<?> other, String remedy) {
        Scalar written = Objects.requireNonNull(written(key));
        Scalar first = Objects.requireNonNull(section.written(other));
        context(key)
                .error(
                        written,
                        Quoted.text(written.text()) + " and " + Quoted.text(first.text()) + " in line " + first.line()
                                + " " + remedy);
    }
}
