package dev.navigator.config;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.ConfigurationLoader.Result;
import dev.navigator.api.config.Problem;
import dev.navigator.api.config.Reloader;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.config.options.OfferedOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/**
 * Publishes the configuration as a service and replaces it on demand. Takes the first one from the launcher, or from the version
 * of this bundle before; only where nobody left one does it read the file itself.
 */
@Component(immediate = true, service = Reloader.class, property = Lifecycle.YIELDS + ":Integer=1")
public final class ConfigurationComponent implements Reloader {

    static final String HANDOVER_KEY = "configuration";

    /** What the launcher found when it read the first configuration, before there was a log: a list of {@link Problem}. */
    static final String PROBLEMS_KEY = "configuration.problems";

    /** Framework property with the path of the file, for containers that our launcher did not start. */
    static final String FILE_PROPERTY = "navigator.config";

    private static final String DEFAULT_FILE = "config/navigator.yml";

    private final Handover handover;
    private final Lifecycle lifecycle;
    private final Scheduler scheduler;
    private final Publication publication;
    private final YamlConfigurationLoader loader;
    private final CurrentConfiguration current;
    private final ReentrantLock watching = new ReentrantLock();
    private @Nullable FileWatch watch;
    private boolean active = true;

    @Activate
    public ConfigurationComponent(
            BundleContext context,
            @Reference Handover handover,
            @Reference Lifecycle lifecycle,
            @Reference Scheduler scheduler) {
        this.handover = handover;
        this.lifecycle = lifecycle;
        this.scheduler = scheduler;
        this.publication = new Publication(context);
        this.loader = new YamlConfigurationLoader(new OfferedOptions(context));
        Configuration first = handover.take(HANDOVER_KEY)
                .map(Configuration.class::cast)
                .orElseGet(() -> read(Objects.requireNonNullElse(context.getProperty(FILE_PROPERTY), DEFAULT_FILE)));
        handover.take(PROBLEMS_KEY).map(ConfigurationComponent::problems).ifPresent(CurrentConfiguration::log);
        this.current = new CurrentConfiguration(first, this::load, publication::publish);
        followWatch();
    }

    private static List<Problem> problems(Object left) {
        return ((List<?>) left).stream().map(Problem.class::cast).toList();
    }

    /** Nothing of it is configured; without this method a change would replace it. */
    @Modified
    void modified() {}

    @Deactivate
    void deactivate() {
        watching.lock();
        try {
            active = false;
            stopWatch();
        } finally {
            watching.unlock();
        }
        Configuration last = current.close();
        if (!lifecycle.stopping()) {
            handover.leave(HANDOVER_KEY, last);
        }
        publication.withdraw();
    }

    @Override
    public List<Problem> reload() {
        List<Problem> problems = current.reload();
        followWatch();
        return problems;
    }

    private void refresh() {
        current.refresh();
        followWatch();
    }

    private Configuration read(String file) {
        Result result = load(Path.of(file));
        CurrentConfiguration.log(result.problems());
        return result.configuration()
                .orElseThrow(() -> new IllegalStateException(
                        "'" + file + "' is not valid: " + result.problems().size() + " problems, the log names them"));
    }

    private Result load(Path file) {
        return loader.load(file, Path.of(""), System.getenv());
    }

    /** Watches the file, or stops watching it, as the configuration in force says. */
    private void followWatch() {
        watching.lock();
        try {
            boolean wanted = active && current.get().server().watchConfig();
            if (!wanted) {
                stopWatch();
            } else if (watch == null) {
                watch = new FileWatch(current.get().file(), scheduler, this::refresh);
                watch.start();
            }
        } finally {
            watching.unlock();
        }
    }

    private void stopWatch() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }
}
