package dev.navigator.config.read;

import dev.navigator.api.config.Template;
import dev.navigator.api.config.Template.Literal;
import dev.navigator.api.config.Template.Piece;
import dev.navigator.config.yaml.Ascii;
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
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private boolean unresolved;

    private Substitution(Scope scope) {
        this.scope = scope;
    }

    /** A name that stands for nothing, or a text that is not well-formed. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        /** The same for everybody to whom it happens at one place. */
        final String what;

        final String message;

        Failure(String what, String message) {
            super(message, null, false, false);
            this.what = what;
            this.message = message;
        }

        Failure(String message) {
            this(message, message);
        }
    }

    /** The text with every name replaced; null where a lenient scope does not know one. */
    static @Nullable Template expand(String text, Scope scope) throws Failure {
        if (text.indexOf('$') < 0 && !(scope.knowsInstances() && text.contains(GO_PORT))) {
            return Template.literal(text);
        }
        Substitution substitution = new Substitution(scope);
        substitution.expand(text, 0, text.length(), 0);
        return substitution.unresolved ? null : substitution.result();
    }

    private void expand(String text, int from, int to, int depth) throws Failure {
        int i = from;
        while (i < to) {
            if (text.startsWith("$$", i) && i + 1 < to) {
                literal.append('$');
                i += 2;
            } else if (text.startsWith("${", i)) {
                int end = closing(text, i, to);
                reference(text, i + 2, end, depth);
                i = end + 1;
            } else if (scope.knowsInstances() && text.startsWith(GO_PORT, i)) {
                append(scope.lookup("PORT"));
                i += GO_PORT.length();
            } else {
                literal.append(text.charAt(i++));
            }
        }
    }

    /** Where the brace that belongs to the one after {@code start} closes. */
    private static int closing(String text, int start, int to) throws Failure {
        int open = 0;
        for (int i = start; i < to; i++) {
            if (text.startsWith("$$", i)) {
                i++;
            } else if (text.startsWith("${", i)) {
                open++;
                i++;
            } else if (text.charAt(i) == '}' && --open == 0) {
                return i;
            }
        }
        throw new Failure("'${' without '}'; close it, or write '$${' for the characters themselves");
    }

    private void reference(String text, int from, int to, int depth) throws Failure {
        int separator = text.indexOf(":-", from);
        boolean hasDefault = separator >= 0 && separator < to;
        String name = text.substring(from, hasDefault ? separator : to);
        if (!isName(name)) {
            throw new Failure("'${" + shortened(name)
                    + "}' names no variable; allowed are ${NAME} and ${NAME:-default}, and $$ for a dollar");
        }
        Template value = scope.lookup(name);
        if (hasDefault && (value == null || isEmpty(value))) {
            if (depth == MAX_DEPTH) {
                throw new Failure("defaults within defaults go deeper than " + MAX_DEPTH + " levels");
            }
            expand(text, separator + 2, to, depth + 1);
        } else if (value != null) {
            append(value);
        } else if (scope.lenient()) {
            unresolved = true;
        } else {
            throw unknown(name);
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

    private static String shortened(String name) {
        return name.length() > 30 ? name.substring(0, 30) + "..." : name;
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
