package dev.navigator.config;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.ConfigurationLoader.Result;
import dev.navigator.api.config.Problem;
import dev.navigator.api.config.Problem.Severity;
import dev.navigator.api.config.Reloader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force, and how it is replaced: by reading the same file again, as a whole or not at all. Thread-safe;
 * replacements run one after the other.
 */
final class CurrentConfiguration implements Reloader {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentConfiguration.class);

    private final Function<Path, Result> loader;
    private final Consumer<Configuration> publication;
    private final ReentrantLock replacing = new ReentrantLock();
    private volatile Configuration current;
    private boolean closed;

    /**
     * @param publication is given {@code first} at once, and whatever replaces it
     */
    CurrentConfiguration(Configuration first, Function<Path, Result> loader, Consumer<Configuration> publication) {
        this.current = first;
        this.loader = loader;
        this.publication = publication;
        publication.accept(first);
    }

    Configuration get() {
        return current;
    }

    @Override
    public List<Problem> reload() {
        replacing.lock();
        try {
            Result result = load();
            if (result.configuration().isPresent()) {
                replace(result.configuration().get().withDeployment(current.deployment() + 1));
                LOG.info("Configuration reloaded {}", description(current));
            }
            return result.problems();
        } finally {
            replacing.unlock();
        }
    }

    /** What a saved change does: the same as a reload, but no deployment, and nothing at all when nothing has changed. */
    void refresh() {
        replacing.lock();
        try {
            Result result = load();
            if (result.configuration().isPresent()) {
                Configuration next = result.configuration().get().withDeployment(current.deployment());
                if (!next.equals(current)) {
                    replace(next);
                    LOG.info("Configuration changed {}", description(current));
                }
            }
        } finally {
            replacing.unlock();
        }
    }

    /** Waits for a replacement under way, and lets no other begin. Gives what is in force from then on. */
    Configuration close() {
        replacing.lock();
        try {
            closed = true;
            return current;
        } finally {
            replacing.unlock();
        }
    }

    private Result load() {
        if (closed) {
            throw new IllegalStateException("the config bundle is being replaced; reload again");
        }
        Result result = loader.apply(current.file());
        log(result.problems());
        if (result.configuration().isEmpty()) {
            LOG.error("Configuration refused, the one in force stays config={}", current.file());
        }
        return result;
    }

    private void replace(Configuration next) {
        Configuration before = current;
        current = next;
        if (!next.server().pidFile().equals(before.server().pidFile())
                || !next.server().stateDirectory().equals(before.server().stateDirectory())) {
            LOG.warn(
                    "Changes of server.pid_file and server.state_dir need a restart of Navigator and have no effect yet");
        }
        publication.accept(next);
    }

    /** Each on a line of its own. */
    static void log(List<Problem> problems) {
        for (Problem problem : problems) {
            if (problem.severity() == Severity.ERROR) {
                LOG.error("Configuration: {}", problem);
            } else {
                LOG.warn("Configuration: {}", problem);
            }
        }
    }

    private static String description(Configuration configuration) {
        return "config=" + configuration.file() + " deployment=" + configuration.deployment() + " tenants="
                + configuration.tenants().size() + " processes="
                + configuration.managedProcesses().size();
    }
}
