package dev.navigator.launcher.deploy;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.ProblemSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder whose bundles are installed while Navigator runs: whoever writes there runs code here. */
public final class DropFolder {

    /** The feature that watches it. */
    public static final String FEATURE = "deploy";

    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private DropFolder() {}

    /**
     * Begins to watch {@code folder}.
     *
     * @param certificates a file of those whose plugins are taken; where there is none, everybody's are
     * @param scratch a folder of our own
     */
    public static void open(Path folder, Path certificates, Path scratch, BundleContext context, Scheduler scheduler) {
        PluginSigners signers = new PluginSigners(certificates);
        DropFolderPlugins plugins = new DropFolderPlugins(context, scheduler, signers, scratch, PATIENCE);
        DropFolderSettings settings = new DropFolderSettings(() -> admin(context));
        DropFolderWatch watch = new DropFolderWatch(folder, scheduler, List.of(settings, plugins));
        if (signers.demanded()) {
            LOG.info("Plugins have to be signed certificates={}", certificates);
        }
        List.of(plugins, settings, watch).forEach(each -> context.registerService(ProblemSource.class, each, null));
        watch.start();
    }

    private static Optional<ConfigurationAdmin> admin(BundleContext context) {
        return Optional.ofNullable(context.getServiceReference(ConfigurationAdmin.class))
                .map(context::getService);
    }

    /** What is to be so before any plugin is there, whichever way it comes. */
    public static void fence(BundleContext context, Scheduler scheduler) {
        PluginThreads threads = new PluginThreads(scheduler);
        context.addBundleListener(threads);
        context.registerService(ProblemSource.class, threads, null);
        context.registerService(WeavingHook.class, new ExitGuard(), null);
    }

    /** Why {@code folder} must not be watched; empty when it may. */
    public static Optional<String> refusal(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                return Optional.of("'" + folder + "' is no folder; make it, mode 0755, to drop bundles there");
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
            if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                return Optional.of("others may write to '" + folder + "'; type: chmod go-w " + folder);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("'" + folder + "' cannot be looked at: " + e.getMessage());
        }
    }
}
