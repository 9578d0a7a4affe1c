package dev.navigator.config.read;

import dev.navigator.api.config.Template;
import dev.navigator.api.config.Template.Literal;
import dev.navigator.api.config.Template.Piece;
import dev.navigator.config.yaml.Ascii;
import dev.navigator.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${NAME}</code>, <code>${NAME:-default}</code>, <code>$$</code> and <code>{{port}}</code> in one string. What a
 * name stands for is taken as it is: only the text of the file is ever read for names, a default included.
 */
final class Substitution {

    /** Of defaults within defaults. */
    private static final int MAX_DEPTH = 8;

    private static final String GO_PORT = "{{port}}";

    private final Scope scope;
    private final List<Failure> failures;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private boolean unresolved;

    /**
     * A name that stands for nothing, or a text that is not well-formed.
     *
     * @param what the same for everybody to whom it happens at one place
     */
    record Failure(String what, String message) {
        Failure(String message) {
            this(message, message);
        }
    }

    private Substitution(Scope scope, List<Failure> failures) {
        this.scope = scope;
        this.failures = failures;
    }

    /** The text with every name replaced; null after failures, and where a lenient scope does not know a name. */
    static @Nullable Template expand(String text, Scope scope, List<Failure> failures) {
        if (text.indexOf('$') < 0 && !(scope.knowsInstances() && text.contains(GO_PORT))) {
            return Template.literal(text);
        }
        Substitution substitution = new Substitution(scope, failures);
        substitution.expand(text, 0, 0);
        return substitution.unresolved || !failures.isEmpty() ? null : substitution.result();
    }

    private void expand(String text, int from, int depth) {
        int i = from;
        while (i < text.length()) {
            if (text.startsWith("$$", i)) {
                literal.append('$');
                i += 2;
            } else if (text.startsWith("${", i)) {
                int end = closing(text, i);
                if (end < 0) {
                    failures.add(
                            new Failure("'${' without '}'; close it, or write '$${' for the characters themselves"));
                    return;
                }
                reference(text.substring(i + 2, end), depth);
                i = end + 1;
            } else if (scope.knowsInstances() && text.startsWith(GO_PORT, i)) {
                append(scope.lookup("PORT"));
                i += GO_PORT.length();
            } else {
                literal.append(text.charAt(i++));
            }
        }
    }

    /** Where the brace that belongs to the one after {@code start} closes; -1 when it does not. */
    private static int closing(String text, int start) {
        int open = 0;
        for (int i = start; i < text.length(); i++) {
            if (text.startsWith("$$", i)) {
                i++;
            } else if (text.startsWith("${", i)) {
                open++;
                i++;
            } else if (text.charAt(i) == '}' && --open == 0) {
                return i;
            }
        }
        return -1;
    }

    private void reference(String reference, int depth) {
        int separator = reference.indexOf(":-");
        String name = separator < 0 ? reference : reference.substring(0, separator);
        if (!isName(name)) {
            failures.add(new Failure("'${" + Quoted.bare(name)
                    + "}' names no variable; allowed are ${NAME} and ${NAME:-default}, and $$ for a dollar"));
            return;
        }
        Template value = scope.lookup(name);
        if (separator >= 0 && (value == null || isEmpty(value))) {
            if (depth < MAX_DEPTH) {
                expand(reference, separator + 2, depth + 1);
            } else {
                failures.add(new Failure("defaults within defaults go deeper than " + MAX_DEPTH + " levels"));
            }
        } else if (value != null) {
            append(value);
        } else if (scope.lenient()) {
            unresolved = true;
        } else {
            failures.add(unknown(Quoted.bare(name)));
        }
    }

    private Failure unknown(String name) {
        int dash = name.indexOf('-');
        String remedy = dash > 0
                ? "for a default write ${" + name.substring(0, dash) + ":-" + name.substring(dash + 1) + "}"
                : "set it in Navigator's environment" + (scope.knowsInstances() ? " or under 'var'" : "")
                        + ", or give a default as in ${" + name + ":-value}";
        String owner = scope.owner().isEmpty() ? "" : " for " + scope.owner();
        String what = "variable '" + name + "' is not set";
        return new Failure(what, what + owner + "; " + remedy);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = Ascii.isLetter(c) || c == '_';
            if (!letter && (i == 0 || !(Ascii.isDigit(c) || c == '.' || c == '-'))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isEmpty(Template value) {
        for (Piece piece : value.pieces()) {
            if (!(piece instanceof Literal text) || !text.text().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void append(@Nullable Template value) {
        if (value == null) {
            return;
        }
        for (Piece piece : value.pieces()) {
            if (piece instanceof Literal text) {
                literal.append(text.text());
            } else {
                flush();
                pieces.add(piece);
            }
        }
    }

    private void flush() {
        if (!literal.isEmpty()) {
            pieces.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private Template result() {
        if (pieces.isEmpty()) {
            return Template.literal(literal.toString());
        }
        flush();
        return new Template(pieces);
    }
}
