package dev.navigator.launcher.framework;

import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.launcher.deploy.DropFolder;
import dev.navigator.launcher.installation.ClassPathConnector;
import dev.navigator.launcher.installation.Installation;
import dev.navigator.launcher.runtime.LaunchFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.xml.parsers.SAXParserFactory;
import org.apache.felix.framework.Felix;
import org.apache.felix.framework.util.FelixConstants;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The OSGi framework with the bundles of the installation in it. */
public final class Container {

    private static final Logger LOG = LoggerFactory.getLogger(Container.class);
    private static final int HIGHEST_LEVEL = 100;
    private static final long STOP_MILLIS = 5_000;

    /** What the class path offers to bundles, beside the framework's own packages. */
    private static final String SHARED_PACKAGES = String.join(
            ",",
            "org.slf4j;version=2.0.0",
            "org.slf4j.event;version=2.0.0",
            "org.slf4j.spi;version=2.0.0",
            "org.slf4j.helpers;version=2.0.0",
            "ch.qos.logback.classic;version=1.5.0",
            "ch.qos.logback.classic.spi;version=1.5.0",
            "ch.qos.logback.core;version=1.5.0",
            "ch.qos.logback.core.encoder;version=1.5.0",
            "ch.qos.logback.core.spi;version=1.5.0",
            "dev.navigator.launcher.guard",
            "sun.misc");

    private final Installation installation;
    private final Path storage;
    private final Framework framework;
    private final ClassPathConnector connector = new ClassPathConnector();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile boolean initialised;

    public Container(Installation installation, Path storage) {
        // The component runtime asks for a parser for every component; the JDK would search for one each time.
        System.setProperty(
                "javax.xml.parsers.SAXParserFactory",
                SAXParserFactory.newDefaultInstance().getClass().getName());
        this.installation = installation;
        this.storage = storage;
        this.framework = new Felix(properties(installation, storage), connector);
    }

    /** Installs and starts all bundles, level by level; what would not start is told by {@link #failures}. */
    public void start(Scheduler scheduler, Handover handover, Lifecycle lifecycle) {
        try {
            framework.init();
            initialised = true;
            BundleContext context = context();
            context.registerService(Scheduler.class, scheduler, null);
            context.registerService(Handover.class, handover, null);
            context.registerService(Lifecycle.class, lifecycle, null);
            DropFolder.fence(context, scheduler);
            Optional<String> refusal = DropFolder.refusal(dropFolder(installation));
            refusal.ifPresent(reason -> LOG.error("Drop folder refused: {}", reason));
            framework.start();
            for (List<Installation.BundleFile> feature : installation.features()) {
                boolean drops = feature.get(0).feature().equals(DropFolder.FEATURE);
                if (!drops || refusal.isEmpty()) {
                    start(feature);
                }
                if (drops && refusal.isEmpty()) {
                    openDropFolder(scheduler);
                }
            }
        } catch (BundleException e) {
            throw new LaunchFailure("the framework does not start: " + e.getMessage(), e);
        }
    }

    private void openDropFolder(Scheduler scheduler) {
        DropFolder.open(
                dropFolder(installation),
                installation.home().resolve("conf/plugin-signers.pem"),
                storage.resolveSibling("plugins"),
                context(),
                scheduler);
    }

    /** One feature wholly before the next: Navigator accepts connections before those that only look on are even installed. */
    private void start(List<Installation.BundleFile> feature) throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (Installation.BundleFile file : feature) {
            Bundle bundle = context().installBundle(connector.add(file.file()));
            bundle.adapt(BundleStartLevel.class).setStartLevel(file.startLevel());
            bundles.add(bundle);
        }
        framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
        bundles.forEach(this::start);
    }

    /** For this run of the framework only, which saves the disk from remembering it: the next one begins anew. */
    private void start(Bundle bundle) {
        try {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            }
        } catch (BundleException e) {
            failures.add("bundle '" + bundle.getSymbolicName() + "': " + e.getMessage());
        }
    }

    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** What went wrong while bundles were started. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** The service of a type, if there is one now; there is none before the framework is, nor after it. */
    public <S> Optional<S> service(Class<S> type) {
        BundleContext context = initialised ? context() : null;
        if (context == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(context.getServiceReference(type)).map(context::getService);
    }

    /** All services of a type there are now. */
    public <S> List<S> services(Class<S> type) {
        BundleContext context = framework.getBundleContext();
        if (context == null) {
            return List.of();
        }
        try {
            Collection<ServiceReference<S>> references = context.getServiceReferences(type, null);
            return references.stream()
                    .map(context::getService)
                    .filter(Objects::nonNull) // it went meanwhile
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
    }

    /** Stops all bundles and waits until they are, for a bounded time. */
    public void stop() throws InterruptedException {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            LOG.error("Framework does not stop", e);
        }
    }

    private static Path dropFolder(Installation installation) {
        return installation.home().resolve("deploy");
    }

    private static Map<String, Object> properties(Installation installation, Path storage) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(HIGHEST_LEVEL));
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED_PACKAGES);
        // While a plugin is updated the new one runs beside the old one, which may have the same version.
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        properties.put("felix.service.urlhandlers", "false");
        properties.put("felix.cache.locking", "false");
        properties.put("felix.cm.pm", "memory");
        properties.put(FelixConstants.LOG_LOGGER_PROP, new FrameworkLog());
        properties.put("felix.fileinstall.dir", dropFolder(installation).toString());
        properties.put(
                "felix.fileinstall.tmpdir",
                storage.resolveSibling("fileinstall").toString());
        properties.put("felix.fileinstall.poll", "500");
        // Bundles are not its business: one that is no good would take the place of one that runs.
        properties.put("felix.fileinstall.filter", ".*\\.cfg");
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.log.level", "2");
        properties.put("felix.fileinstall.subdir.mode", "skip");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        return properties;
    }
}
