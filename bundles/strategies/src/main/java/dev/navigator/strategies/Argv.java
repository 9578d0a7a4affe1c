package dev.navigator.strategies;

import java.util.List;
import java.util.stream.Stream;

/** Puts commands together. */
record Argv(List<String> entries) {

    static Argv of(String... entries) {
        return new Argv(List.of(entries));
    }

    /** Followed by more, and at the end of it. */
    List<String> and(List<String> more) {
        return Stream.concat(entries.stream(), more.stream()).toList();
    }

    Argv with(String... more) {
        return new Argv(and(List.of(more)));
    }
}
