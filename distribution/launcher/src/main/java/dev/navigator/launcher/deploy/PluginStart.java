package dev.navigator.launcher.deploy;

import dev.navigator.api.runtime.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts plugins. One that does not start, or whose strategies cannot be made, is uninstalled again; for one that does not come
 * back from its start nobody waits.
 */
final class PluginStart {

    private static final Logger LOG = LoggerFactory.getLogger(PluginStart.class);

    private final BundleContext context;
    private final Scheduler scheduler;
    private final Duration patience;

    PluginStart(BundleContext context, Scheduler scheduler, Duration patience) {
        this.context = context;
        this.scheduler = scheduler;
        this.patience = patience;
    }

    /**
     * Starts {@code plugin} and makes sure that it offers what it promises.
     *
     * @param before what it is to replace
     */
    void start(Bundle plugin, Optional<Bundle> before) throws PluginException {
        CompletableFuture<Void> started = new CompletableFuture<>();
        scheduler.blocking().execute(() -> {
            try {
                launch(plugin, before);
                started.complete(null);
            } catch (PluginException e) {
                started.completeExceptionally(e);
            } catch (Throwable e) { // whatever it is: it came out of the plugin, and somebody waits
                started.completeExceptionally(new PluginException("its start failed: " + e, e));
            }
        });
        try {
            started.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            uninstall(plugin);
            throw e.getCause() instanceof PluginException reason
                    ? reason
                    : new PluginException("its start failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            var unused = started.whenComplete((none, failure) -> uninstall(plugin));
            throw new PluginException("it has not started within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException("Navigator is ending");
        }
    }

    private void launch(Bundle plugin, Optional<Bundle> before) throws PluginException {
        if (plugin.getHeaders("").get(Constants.FRAGMENT_HOST) != null) {
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try {
            resolve(plugin);
            // Threads that the plugin makes inherit it: so it is known whose they are.
            thread.setContextClassLoader(plugin.adapt(BundleWiring.class).getClassLoader());
            plugin.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            make(plugin);
        } catch (BundleException e) {
            throw new PluginException("it does not start: " + reason(e), e);
        } finally {
            thread.setContextClassLoader(usual);
        }
        if (before.isPresent()
                && DropFolderPlugins.strategies(plugin).isEmpty()
                && !DropFolderPlugins.strategies(before.get()).isEmpty()) {
            throw new PluginException("it offers no strategy, where the one before offered "
                    + DropFolderPlugins.strategies(before.get()));
        }
    }

    private void resolve(Bundle plugin) throws PluginException, BundleException {
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        if (!wiring.resolveBundles(List.of(plugin))) {
            String lacking = Requirements.lacking(plugin, context);
            if (!lacking.isEmpty()) {
                throw PluginException.lacking("it does not fit this Navigator: " + lacking);
            }
            plugin.start(Bundle.START_TRANSIENT); // which fails, and says why
        }
    }

    /** A component is made when somebody asks for it; whoever replaces another one is to be asked before. */
    private void make(Bundle plugin) throws PluginException {
        ServiceReference<?>[] references = plugin.getRegisteredServices();
        for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
            Object name = reference.getProperty("navigator.strategy");
            if (name != null && context.getService(reference) == null) {
                throw new PluginException("its strategy '" + name + "' cannot be made; the log says why");
            }
            context.ungetService(reference);
        }
    }

    private static String reason(BundleException e) {
        Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : cause.toString();
    }

    private static void uninstall(Bundle plugin) {
        try {
            plugin.uninstall();
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("Bundle cannot be uninstalled name={}", plugin.getSymbolicName(), e);
        }
    }
}
