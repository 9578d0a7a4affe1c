package dev.navigator.config.read;

import dev.navigator.api.config.Problem;
import dev.navigator.api.config.Problem.Severity;
import dev.navigator.config.yaml.Complaints;
import dev.navigator.config.yaml.KeyPath;
import dev.navigator.config.yaml.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is wrong with one file. The same problem at the same place is noted once, however many tenants share the place: a default
 * is read for each of them.
 */
public final class Problems implements Complaints {

    static final int MOST = 1_000;

    private final Path file;
    private final List<Problem> list = new ArrayList<>();
    private final Set<String> noted = new HashSet<>();
    private int errors;

    public Problems(Path file) {
        this.file = file;
    }

    /** Notes an error that makes the file unusable. */
    public void error(Node at, KeyPath key, String message) {
        error(at.line(), at.column(), key, message, message);
    }

    /** Notes an error at a place that is no node. */
    @Override
    public void error(int line, int column, KeyPath key, String message) {
        error(line, column, key, message, message);
    }

    /**
     * @param what tells this problem from others at the same place; the message may say more, such as the first tenant concerned
     */
    void error(int line, int column, KeyPath key, String message, String what) {
        if (enough()) {
            errors++;
        } else if (noted.add(line + ":" + column + ":" + what)) {
            errors++;
            list.add(new Problem(Severity.ERROR, file, line, column, key.toString(), message));
        }
    }

    /** Whether further errors are only counted: a hostile file must not cost more than a wrong one. */
    @Override
    public boolean enough() {
        return errors >= MOST;
    }

    /** Notes something that an operator should know and that does not make the file unusable. */
    public void warning(Node at, KeyPath key, String message) {
        if (noted.add(at.line() + ":" + at.column() + ":" + message) && list.size() < 2 * MOST) {
            list.add(new Problem(Severity.WARNING, file, at.line(), at.column(), key.toString(), message));
        }
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    /** In the order of the file. */
    public List<Problem> list() {
        if (list.isEmpty()) {
            return List.of();
        }
        List<Problem> sorted = new ArrayList<>(list);
        sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        if (errors > MOST) {
            sorted.add(new Problem(Severity.ERROR, file, 0, 0, "", "further errors are left out; mend these first"));
        }
        return sorted;
    }
}
