package dev.navigator.launcher.deploy;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.ProblemSource;
import dev.navigator.launcher.installation.ClassPathConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs, updates and removes the bundles in the drop folder.
 *
 * <p>A bundle that replaces another one is installed and started beside it, and only when it is up the other one goes: a
 * decision always finds one of the two, and one that is no good changes nothing. Bundles are installed from copies, so that what
 * happens to a file later does not matter to the bundle that runs.
 */
final class DropFolderPlugins implements DropFolderWatch.Taker, ProblemSource {

    private static final Logger LOG = LoggerFactory.getLogger(DropFolderPlugins.class);
    private static final String STRATEGY = "navigator.strategy";
    private static final String OURS = "dev.navigator.";

    /** A plugin that is installed. */
    private record Plugin(Bundle bundle, PluginJar jar) {}

    private final BundleContext context;
    private final PluginStart starting;
    private final PluginSigners signers;
    private final Path copies;
    private final Map<Path, Plugin> plugins = new HashMap<>();
    private final Map<Path, String> problems = new ConcurrentSkipListMap<>();
    private final Set<Path> waiting = new TreeSet<>();
    private long serial;
    private boolean changed;

    /**
     * @param signers whose plugins are taken
     * @param copies a folder of our own, made when it is needed
     * @param patience how long a plugin may take to start
     */
    DropFolderPlugins(
            BundleContext context, Scheduler scheduler, PluginSigners signers, Path copies, Duration patience) {
        this.context = context;
        this.signers = signers;
        this.copies = copies;
        this.starting = new PluginStart(context, scheduler, patience);
    }

    @Override
    public List<String> problems() {
        return problems.entrySet().stream()
                .map(problem -> "plugin '" + problem.getKey().getFileName() + "': " + problem.getValue())
                .toList();
    }

    @Override
    public boolean takes(String name) {
        return name.endsWith(".jar");
    }

    @Override
    public void changed(Path file) {
        waiting.remove(file);
        bring(file, true);
    }

    @Override
    public void gone(Path file) {
        problems.remove(file);
        waiting.remove(file);
        Plugin plugin = plugins.remove(file);
        if (plugin != null) {
            remove(plugin.bundle());
            changed = true;
            LOG.info("Bundle removed file={} name={}", file.getFileName(), plugin.jar());
        }
    }

    /** What lacked something may find it in what has come since. */
    @Override
    public void looked() {
        while (changed && !waiting.isEmpty()) {
            changed = false;
            Set<Path> again = Set.copyOf(waiting);
            waiting.clear();
            again.forEach(file -> bring(file, false));
        }
        changed = false;
    }

    private void bring(Path file, boolean news) {
        Plugin before = plugins.get(file);
        try {
            Plugin plugin = install(file, before);
            problems.remove(file);
            plugins.put(file, plugin);
            changed = true;
            if (before == null) {
                LOG.info("Bundle installed file={} name={}", file.getFileName(), plugin.jar());
            } else {
                remove(before.bundle());
                LOG.info("Bundle updated file={} name={} from={}", file.getFileName(), plugin.jar(), before.jar());
            }
        } catch (PluginException e) {
            String reason = e.getMessage() + (before == null ? "" : "; " + before.jar() + " goes on");
            problems.put(file, reason);
            if (e.mayResolveLater()) {
                waiting.add(file);
            }
            if (news) {
                LOG.warn(
                        "Bundle not installed file={} reason=\"{}\"; nothing has changed",
                        file.getFileName(),
                        reason,
                        e.getCause());
            }
        }
    }

    private Plugin install(Path file, @Nullable Plugin before) throws PluginException {
        Path copy = copies.resolve(++serial + ".jar");
        try {
            Files.createDirectories(copies);
            Files.copy(file, copy);
            PluginJar jar = PluginJar.read(copy);
            refuseTwins(file, jar);
            signers.check(copy);
            Bundle candidate;
            try (var content = Files.newInputStream(copy)) {
                candidate = context.installBundle("deploy:" + file.getFileName() + "#" + serial, content);
            }
            starting.start(candidate, before == null ? Optional.empty() : Optional.of(before.bundle()));
            return new Plugin(candidate, jar);
        } catch (IOException e) {
            throw new PluginException("it cannot be read: " + e.getMessage(), e);
        } catch (BundleException e) {
            throw new PluginException("the framework refuses it: " + e.getMessage(), e);
        } finally {
            delete(copy);
        }
    }

    private void refuseTwins(Path file, PluginJar jar) throws PluginException {
        boolean part = Arrays.stream(context.getBundles())
                .anyMatch(bundle ->
                        ClassPathConnector.installed(bundle) && jar.name().equals(bundle.getSymbolicName()));
        if (part) {
            String name = jar.name().startsWith(OURS) ? jar.name().substring(OURS.length()) : jar.name();
            throw new PluginException(
                    "it is a part of Navigator; to update that, type: navigator update " + name + " FILE");
        }
        for (Map.Entry<Path, Plugin> other : plugins.entrySet()) {
            if (!other.getKey().equals(file) && other.getValue().jar().equals(jar)) {
                throw new PluginException("'" + other.getKey().getFileName() + "' is the same bundle, " + jar
                        + "; remove one of the two");
            }
        }
    }

    private void remove(Bundle bundle) {
        try {
            bundle.uninstall();
            context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle));
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("Bundle does not stop cleanly name={}", bundle.getSymbolicName(), e);
        }
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.debug("Copy of a bundle stays until the next start file={}", copy, e);
        }
    }

    /** The names under which {@code bundle} offers strategies. */
    static Set<String> strategies(Bundle bundle) {
        Set<String> names = new TreeSet<>();
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
            if (reference.getProperty(STRATEGY) instanceof String name) {
                names.add(name);
            }
        }
        return names;
    }
}
