package dev.navigator.config.yaml;

/** A part of a file. Anchored nodes may occur in several places of the tree; there are no cycles. */
public sealed interface Node permits Scalar, Items, Entries {

    /** From 1. */
    int line();

    /** From 1, in code points. */
    int column();

    /** What a reader of the file would call it, article included. */
    String kind();

    /** True for what YAML reads as nothing: {@code null}, {@code ~}, or no text at all. */
    default boolean isNull() {
        return false;
    }
}
