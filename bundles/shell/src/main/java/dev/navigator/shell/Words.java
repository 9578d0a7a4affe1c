package dev.navigator.shell;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What follows a command's name.
 *
 * @param options begin with a dash
 */
record Words(Set<String> options, List<String> names) {

    /** Takes words apart; an option that is not {@code allowed} is a usage error. */
    static Words of(List<String> words, String usage, String... allowed) {
        Set<String> options = new LinkedHashSet<>();
        for (String word : words) {
            if (word.startsWith("-")) {
                if (!List.of(allowed).contains(word)) {
                    throw CommandFailure.usage("unknown option '" + word + "'; usage: " + usage);
                }
                options.add(word);
            }
        }
        return new Words(
                options, words.stream().filter(word -> !word.startsWith("-")).toList());
    }

    /** The one name there has to be. */
    String name(String usage) {
        if (names.size() != 1) {
            throw CommandFailure.usage("one name is needed; usage: " + usage);
        }
        return names.get(0);
    }

    void noNames(String usage) {
        if (!names.isEmpty()) {
            throw CommandFailure.usage("unexpected '" + names.get(0) + "'; usage: " + usage);
        }
    }
}
