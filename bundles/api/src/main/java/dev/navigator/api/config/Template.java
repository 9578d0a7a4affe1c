package dev.navigator.api.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A string of the configuration in which only what differs from instance to instance is still open.
 *
 * <p>Everything else, such as environment variables, was replaced when the file was loaded.
 */
public record Template(List<Piece> pieces) {

    /** A part of a template. */
    public sealed interface Piece {}

    /** Text that stands for itself. */
    public record Literal(String text) implements Piece {}

    /** A name whose value each instance has of its own: {@code PORT} or {@code instance}. */
    public record Variable(String name) implements Piece {}

    public Template {
        pieces = List.copyOf(pieces);
    }

    /** A template without variables. */
    public static Template literal(String text) {
        return new Template(List.of(new Literal(text)));
    }

    /**
     * The text for one instance.
     *
     * @param instance values by name
     * @throws IllegalArgumentException when {@code instance} lacks a name; the loader lets no such template through
     */
    public String expand(Map<String, String> instance) {
        return pieces.stream().map(piece -> text(piece, instance)).collect(Collectors.joining());
    }

    private static String text(Piece piece, Map<String, String> instance) {
        if (piece instanceof Literal literal) {
            return literal.text();
        }
        String name = ((Variable) piece).name();
        String value = instance.get(name);
        if (value == null) {
            throw new IllegalArgumentException("variable '" + name + "' has no value here");
        }
        return value;
    }
}
