package dev.navigator.config.yaml;

import dev.navigator.config.yaml.Entries.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * Builds the tree of one document from SnakeYAML's events.
 *
 * <p>Events, because SnakeYAML's own tree interprets scalars, and because here every limit is checked before anything grows: an
 * anchored node is shared between its aliases but counted at each, so that neither aliases nor merge keys can explode.
 */
public final class YamlTree {

    static final int MAX_DEPTH = 32;
    static final int MAX_NODES = 500_000;

    private final CodePoints source;
    private final ParserImpl parser;
    private final Complaints complaints;
    private final Tags tags;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int nodes;

    /** A node with the number of nodes in it; without a node while it is being built. */
    private record Anchored(@Nullable Node node, int size) {}

    private YamlTree(int[] text, Complaints complaints) {
        this.source = new CodePoints(text);
        this.parser = new ParserImpl(source, options());
        this.complaints = complaints;
        this.tags = new Tags(complaints);
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // the text is bounded already, in bytes
        return options;
    }

    /** The only document of {@code text}; null after a complaint. Other complaints may come beside a tree. */
    public static @Nullable Node of(int[] text, Complaints complaints) {
        YamlTree tree = new YamlTree(text, complaints);
        try {
            return tree.document();
        } catch (MarkedYAMLException e) {
            tree.malformed(e);
        } catch (Refused e) {
            complaints.error(e.line, e.column, e.path, e.reason);
        } catch (YAMLException e) {
            complaints.error("not YAML: " + e.getMessage());
        }
        return null;
    }

    private @Nullable Node document() {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return empty();
        }
        parser.getEvent();
        Node root = compose(KeyPath.ROOT, 0);
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            throw refused(
                    parser.peekEvent(),
                    KeyPath.ROOT,
                    "a second document begins here; one file is one document, remove the '---'");
        }
        return root.isNull() ? empty() : root;
    }

    private @Nullable Node empty() {
        complaints.error("the file is empty; it needs at least one tenant or managed process to be of use");
        return null;
    }

    private Node compose(KeyPath path, int depth) {
        Event event = parser.getEvent();
        if (event instanceof AliasEvent alias) {
            return aliased(alias, path);
        }
        count(event, path, 1);
        int before = nodes;
        String anchor = ((NodeEvent) event).getAnchor();
        if (anchor != null) {
            anchors.put(anchor, new Anchored(null, 0));
        }
        Node node = node(event, path, depth);
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, nodes - before + 1));
        }
        return node;
    }

    private Node node(Event event, KeyPath path, int depth) {
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, path);
        }
        CollectionStartEvent start = (CollectionStartEvent) event;
        if (depth == MAX_DEPTH) {
            throw refused(
                    event, path, "nested deeper than " + MAX_DEPTH + " levels; no key of this file goes that deep");
        }
        boolean mapping = start.is(Event.ID.MappingStart);
        tags.check(start.getTag(), mapping ? "map" : "seq", start.getStartMark(), path);
        return mapping ? mapping(start, path, depth + 1) : sequence(start, path, depth + 1);
    }

    private Node aliased(AliasEvent alias, KeyPath path) {
        String name = Quoted.bare(alias.getAnchor());
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            throw refused(alias, path, "alias '*" + name + "' has no anchor '&" + name + "' before it");
        }
        if (anchored.node() == null) {
            throw refused(
                    alias, path, "alias '*" + name + "' stands within what it stands for; aliases cannot be circular");
        }
        count(alias, path, anchored.size());
        return anchored.node();
    }

    private void count(Event event, KeyPath path, int more) {
        if (complaints.enough()) {
            throw refused(event, path, "too many errors; the rest of the file is not looked at");
        }
        nodes += more;
        if (nodes > MAX_NODES) {
            throw refused(
                    event,
                    path,
                    "more than " + MAX_NODES
                            + " values, aliases and merge keys counted where they are used; split the file");
        }
    }

    private Scalar scalar(ScalarEvent event, KeyPath path) {
        Mark mark = event.getStartMark();
        String tag = event.getTag();
        boolean plain = tags.readsAsPlain(tag, event.isPlain());
        if (tag != null) {
            tags.check(tag, "scalar", mark, path);
        }
        return new Scalar(event.getValue(), plain, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Items sequence(CollectionStartEvent start, KeyPath path, int depth) {
        List<Node> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(compose(path.item(items.size()), depth));
        }
        parser.getEvent();
        Mark mark = start.getStartMark();
        return new Items(items, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Entries mapping(CollectionStartEvent start, KeyPath path, int depth) {
        EntriesBuilder entries = new EntriesBuilder(complaints, path);
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event keyEvent = parser.peekEvent();
            Node key = compose(path, depth);
            Node value = compose(key instanceof Scalar name ? path.key(name.text()) : path, depth);
            if (!(key instanceof Scalar name)) {
                complaints.error(line(keyEvent), column(keyEvent), path, "a key is " + key.kind() + "; write a name");
            } else if (name.plain() && name.text().equals("<<")) {
                entries.merge(name, value);
            } else {
                entries.add(new Entry(name, value));
            }
        }
        Event end = parser.getEvent();
        count(end, path, entries.merged());
        Mark mark = start.getStartMark();
        return new Entries(entries.build(), mark.getLine() + 1, mark.getColumn() + 1);
    }

    private void malformed(MarkedYAMLException e) {
        Mark at = Objects.requireNonNullElse(e.getProblemMark(), source.getMark());
        Mark since = e.getContextMark();
        String message = "not YAML: " + String.valueOf(e.getProblem()).replace("\n", " ");
        if (e.getContext() != null) {
            message += " " + e.getContext();
            if (since != null && since.getLine() != at.getLine()) {
                message += " that begins in line " + (since.getLine() + 1);
            }
        }
        if (source.at(at.getIndex()) == '{' && source.at(at.getIndex() - 1) == '$') {
            message += "; between brackets, put a value with ${...} in quotes";
        }
        complaints.error(at.getLine() + 1, at.getColumn() + 1, KeyPath.ROOT, message);
    }

    private static Refused refused(Event event, KeyPath path, String reason) {
        return new Refused(line(event), column(event), path, reason);
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }

    private static int column(Event event) {
        return event.getStartMark().getColumn() + 1;
    }

    /** Ends the reading of a file that is not worth going on with. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final int column;
        private final transient KeyPath path;
        private final String reason;

        Refused(int line, int column, KeyPath path, String reason) {
            super(reason, null, false, false);
            this.line = line;
            this.column = column;
            this.path = path;
            this.reason = reason;
        }
    }
}
