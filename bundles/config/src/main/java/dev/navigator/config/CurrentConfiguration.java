package dev.navigator.config;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.ConfigurationLoader.Result;
import dev.navigator.api.config.Problem;
import dev.navigator.api.config.Problem.Severity;
import dev.navigator.api.config.Reloader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force, and how it is replaced: by reading the same file again, as a whole or not at all. Thread-safe;
 * replacements run one after the other.
 */
final class CurrentConfiguration implements Reloader {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentConfiguration.class);

    private final Function<Path, Result> loader;
    private final ObjIntConsumer<Configuration> publication;
    private final ReentrantLock replacing = new ReentrantLock();
    private volatile Configuration current;
    private int generation = 1;
    private boolean closed;

    /**
     * @param publication is given {@code first} at once, and whatever replaces it, with a number that grows each time; may be
     *     called out of order when replacements come close together
     */
    CurrentConfiguration(
            Configuration first, Function<Path, Result> loader, ObjIntConsumer<Configuration> publication) {
        this.current = first;
        this.loader = loader;
        this.publication = publication;
        publication.accept(first, generation);
    }

    Configuration get() {
        return current;
    }

    @Override
    public List<Problem> reload() {
        return replace(true);
    }

    /** What a saved change does: the same as a reload, but no deployment, and nothing at all when nothing has changed. */
    void refresh() {
        replace(false);
    }

    private List<Problem> replace(boolean deploying) {
        Configuration next;
        int number;
        Result result;
        replacing.lock();
        try {
            result = load();
            if (result.configuration().isEmpty()) {
                return result.problems();
            }
            next = result.configuration().get().withDeployment(current.deployment() + (deploying ? 1 : 0));
            if (next.equals(current)) {
                return result.problems();
            }
            warnOfRestart(current, next);
            current = next;
            number = ++generation;
        } finally {
            replacing.unlock();
        }
        publication.accept(next, number);
        LOG.info("Configuration {} {}", deploying ? "reloaded" : "changed", description(next));
        return result.problems();
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

    private static void warnOfRestart(Configuration before, Configuration next) {
        if (!next.server().pidFile().equals(before.server().pidFile())
                || !next.server().stateDirectory().equals(before.server().stateDirectory())) {
            LOG.warn(
                    "Changes of server.pid_file and server.state_dir need a restart of Navigator and have no effect yet");
        }
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
