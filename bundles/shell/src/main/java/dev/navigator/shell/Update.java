package dev.navigator.shell;

import dev.navigator.api.runtime.Scheduler;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts another version of a bundle in the place of the one that runs, while requests are served. One that does not start is
 * replaced in turn by the one Navigator came with.
 */
@Component(
        service = Update.class,
        property = {
            Command.SCOPE,
            Command.NAME + "update",
            Command.USAGE + "=" + Update.FORM,
            Command.SUMMARY + "=replace a bundle by the jar FILE while requests are served"
        })
public final class Update extends Command {

    static final String FORM = "update BUNDLE FILE";

    private static final Logger LOG = LoggerFactory.getLogger(Update.class);
    private static final String OURS = "dev.navigator.";

    private final BundleContext context;
    private final Scheduler scheduler;

    @Activate
    public Update(BundleContext context, @Reference Scheduler scheduler) {
        this.context = context;
        this.scheduler = scheduler;
    }

    @Override
    void run(PrintStream out, List<String> words) {
        List<String> names = Words.of(words, FORM).names();
        if (names.size() != 2) {
            throw CommandFailure.usage("a bundle and a file are needed; usage: " + FORM);
        }
        Bundle bundle = find(names.get(0));
        Path file = check(Path.of(names.get(1)), bundle);
        if (bundle.equals(context.getBundle())) {
            // This very command is part of it and would be waited for.
            scheduler.blocking().execute(() -> update(bundle, file));
            out.println("bundle '" + bundle.getSymbolicName() + "': is being updated");
        } else {
            update(bundle, file);
            out.println("bundle '" + bundle.getSymbolicName() + "': updated to " + bundle.getVersion());
        }
    }

    private Bundle find(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getBundleId() > 0)
                .filter(bundle -> name.equals(bundle.getSymbolicName())
                        || (OURS + name).equals(bundle.getSymbolicName())
                        || name.equals(Long.toString(bundle.getBundleId())))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "bundle '" + name + "': is not there; 'navigator bundles' lists those that are"));
    }

    private static Path check(Path file, Bundle bundle) {
        if (!file.isAbsolute()) {
            throw CommandFailure.usage("file '" + file + "': is relative; give its whole path");
        }
        String name = symbolicName(file);
        if (!bundle.getSymbolicName().equals(name)) {
            throw new CommandFailure("file '" + file + "': is "
                    + (name == null ? "no bundle" : "bundle '" + name + "'")
                    + ", not '" + bundle.getSymbolicName() + "'; nothing was changed");
        }
        return file;
    }

    private static @Nullable String symbolicName(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String name =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
            return name == null ? null : name.split(";", 2)[0].strip();
        } catch (IOException e) {
            throw new CommandFailure(
                    "file '" + file + "': cannot be read as a jar (" + e.getMessage() + "); nothing was changed");
        }
    }

    private static void update(Bundle bundle, Path file) {
        LOG.info("Updating bundle name={} file={}", bundle.getSymbolicName(), file);
        try (InputStream jar = Files.newInputStream(file)) {
            bundle.update(jar);
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            LOG.info("Bundle updated name={} version={}", bundle.getSymbolicName(), bundle.getVersion());
        } catch (IOException | BundleException e) {
            throw restore(bundle, e);
        }
    }

    private static CommandFailure restore(Bundle bundle, Exception problem) {
        String message = "bundle '" + bundle.getSymbolicName() + "': " + problem.getMessage();
        try {
            if (bundle.getState() != Bundle.ACTIVE) {
                bundle.update();
                bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            }
            LOG.error("Bundle not updated, version {} goes on: {}", bundle.getVersion(), message);
            return new CommandFailure(message + "; version " + bundle.getVersion() + " goes on");
        } catch (BundleException e) {
            LOG.error("Bundle neither updated nor restored: {}", message, e);
            return new CommandFailure(message + "; restoring it failed too: " + e.getMessage());
        }
    }
}
