package dev.navigator.config.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/** Lets through YAML's own tags and no others: a tag can name any class. */
final class Tags {

    private static final String YAML = "tag:yaml.org,2002:";

    private final Complaints complaints;

    Tags(Complaints complaints) {
        this.complaints = complaints;
    }

    /**
     * @param tag null where none was written
     * @param kind {@code map}, {@code seq} or {@code scalar}
     */
    void check(@Nullable String tag, String kind, Mark mark, KeyPath path) {
        if (tag == null || tag.equals("!") || fits(tag, kind)) {
            return;
        }
        String written = tag.startsWith(YAML) ? "!!" + tag.substring(YAML.length()) : tag;
        complaints.error(
                mark.getLine() + 1,
                mark.getColumn() + 1,
                path,
                "tag " + Quoted.text(written) + " is not allowed on "
                        + (kind.equals("scalar") ? "a single value" : kind.equals("map") ? "a mapping" : "a list")
                        + "; remove it");
    }

    /** Whether a scalar may stand for nothing, a number or a truth value, by its tag. */
    boolean readsAsPlain(@Nullable String tag, boolean plain) {
        return tag == null ? plain : tag.startsWith(YAML) && !tag.equals(YAML + "str");
    }

    private static boolean fits(String tag, String kind) {
        return switch (tag) {
            case YAML + "map" -> kind.equals("map");
            case YAML + "seq" -> kind.equals("seq");
            case YAML + "str", YAML + "int", YAML + "float", YAML + "bool", YAML + "null" -> kind.equals("scalar");
            default -> false;
        };
    }
}
