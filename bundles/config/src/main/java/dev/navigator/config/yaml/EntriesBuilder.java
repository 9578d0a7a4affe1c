package dev.navigator.config.yaml;

import dev.navigator.config.yaml.Entries.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers the entries of one mapping: its own first, then those of its merge keys that it does not have itself. */
final class EntriesBuilder {

    private final Complaints complaints;
    private final KeyPath path;
    private final Map<String, Scalar> seen = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entries> sources = new ArrayList<>();

    EntriesBuilder(Complaints complaints, KeyPath path) {
        this.complaints = complaints;
        this.path = path;
    }

    void add(Entry entry) {
        Scalar key = entry.key();
        Scalar first = seen.putIfAbsent(key.text(), key);
        if (first == null) {
            entries.add(entry);
        } else {
            complaints.error(
                    key.line(),
                    key.column(),
                    path.key(key.text()),
                    Quoted.text(key.text()) + " is already in line " + first.line() + "; keep one of the two");
        }
    }

    void merge(Scalar key, Node value) {
        if (value instanceof Entries source) {
            sources.add(source);
        } else if (value instanceof Items items && items.nodes().stream().allMatch(Entries.class::isInstance)) {
            items.nodes().forEach(source -> sources.add((Entries) source));
        } else {
            complaints.error(
                    key.line(),
                    key.column(),
                    path.key("<<"),
                    "'<<' merges a mapping or a list of mappings, and this is " + value.kind());
        }
    }

    /** What merging costs at most, in entries. */
    int merged() {
        int sum = 0;
        for (Entries source : sources) {
            sum += source.list().size();
        }
        return sum;
    }

    List<Entry> build() {
        for (Entries source : sources) {
            for (Entry entry : source.list()) {
                if (seen.putIfAbsent(entry.key().text(), entry.key()) == null) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }
}
