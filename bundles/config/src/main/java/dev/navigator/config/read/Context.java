package dev.navigator.config.read;

import dev.navigator.api.config.Template;
import dev.navigator.api.config.Template.Literal;
import dev.navigator.config.read.Substitution.Failure;
import dev.navigator.config.yaml.KeyPath;
import dev.navigator.config.yaml.Node;
import dev.navigator.config.yaml.Quoted;
import dev.navigator.config.yaml.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in the file the reading is: what names stand for there, and where problems go. */
public record Context(Session session, Scope scope, KeyPath path) {

    public Context key(String key) {
        return new Context(session, scope, path.key(key));
    }

    public Context item(int position) {
        return new Context(session, scope, path.item(position));
    }

    public Context in(Scope other) {
        return new Context(session, other, path);
    }

    public void error(Node at, String message) {
        session.problems().error(at, path, message);
    }

    public void warning(Node at, String message) {
        session.problems().warning(at, path, message);
    }

    /**
     * Notes that {@code node} is not what is allowed here. Quotes what was written, never what a variable stands for.
     *
     * @param allowed with its article, as in {@code a whole number}
     */
    public void wrong(Node node, String allowed) {
        if (node instanceof Scalar scalar && !scalar.isNull()) {
            error(node, Quoted.text(scalar.text()) + " is not " + allowed);
        } else {
            error(node, "this is " + node.kind() + "; write " + allowed);
        }
    }

    /** Notes the same of a single value in which names may have been replaced. */
    public void unfit(Node node, String allowed) {
        if (node instanceof Scalar scalar && scalar.text().contains("${")) {
            error(node, Quoted.text(scalar.text()) + ", once replaced, is not " + allowed);
        } else {
            wrong(node, allowed);
        }
    }

    /**
     * The text of a single value with every name replaced.
     *
     * @param allowed what a value of any other kind is told to be
     * @return null after a problem was noted
     */
    public @Nullable String text(Node node, String allowed) {
        Template template = template(node, allowed);
        if (template == null) {
            return null;
        }
        if (template.pieces().size() == 1 && template.pieces().get(0) instanceof Literal literal) {
            return literal.text();
        }
        error(
                node,
                Quoted.text(((Scalar) node).text())
                        + " differs from instance to instance; PORT and instance are known in command, args and env only");
        return null;
    }

    /** As {@link #text}, with what differs from instance to instance still open. */
    public @Nullable Template template(Node node, String allowed) {
        if (!(node instanceof Scalar scalar)) {
            wrong(node, allowed);
            return null;
        }
        List<Failure> failures = new ArrayList<>();
        Template template = Substitution.expand(scalar.text(), scope, failures);
        for (Failure failure : failures) {
            session.problems().error(node.line(), node.column(), path, failure.message(), failure.what());
        }
        return template;
    }

    /** A path of the file as an absolute one. */
    public Path resolve(Path relative) {
        return session.workingDirectory().resolve(relative).normalize();
    }
}
