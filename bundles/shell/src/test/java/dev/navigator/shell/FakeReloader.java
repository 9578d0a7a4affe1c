package dev.navigator.shell;

import dev.navigator.api.config.Problem;
import dev.navigator.api.config.Reloader;
import java.nio.file.Path;
import java.util.List;

/** Reloads well until told otherwise. */
final class FakeReloader implements Reloader {

    private List<Problem> problems = List.of();

    void refuse() {
        problems = List.of(new Problem(
                Problem.Severity.ERROR, Path.of("/etc/navigator.yml"), 3, 5, "pools.max_size", "0 is too small"));
    }

    @Override
    public List<Problem> reload() {
        return problems;
    }
}
