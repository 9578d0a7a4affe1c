package dev.navigator.config.yaml;

/**
 * A single value, never interpreted: {@code yes}, {@code 010} and {@code 1:30} are the text that was written.
 *
 * @param plain whether it was written without quotes and without the tag {@code !!str}
 */
public record Scalar(String text, boolean plain, int line, int column) implements Node {

    @Override
    public String kind() {
        return isNull() ? "nothing" : "a single value";
    }

    @Override
    public boolean isNull() {
        return plain
                && switch (text) {
                    case "", "~", "null", "Null", "NULL" -> true;
                    default -> false;
                };
    }
}
