package dev.navigator.config.yaml;

import java.util.List;

/** A mapping, in the order of the file, merge keys resolved, no key twice. */
public record Entries(List<Entry> list, int line, int column) implements Node {

    /** A key with its value. */
    public record Entry(Scalar key, Node value) {}

    public Entries {
        list = List.copyOf(list);
    }

    @Override
    public String kind() {
        return "a mapping";
    }
}
