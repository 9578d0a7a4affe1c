package dev.navigator.launcher;

import dev.navigator.api.runtime.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of each jar in the drop folder that cannot be a bundle why not: File Install, which installs the others, passes it over
 * in silence. A file is looked at when it has not changed between two looks, for it may be half copied, and reported once.
 */
final class DropFolderWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DropFolderWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Path folder;
    private final Scheduler scheduler;
    private final Map<Path, FileTime> seen = new HashMap<>();
    private final Map<Path, FileTime> judged = new HashMap<>();

    DropFolderWatch(Path folder, Scheduler scheduler) {
        this.folder = folder;
        this.scheduler = scheduler;
    }

    /** Looks now and then until the JVM ends. */
    void start() {
        scheduler.after(PERIOD, scheduler.blocking(), () -> {
            look();
            start();
        });
    }

    /** One look; not to be called by two threads at once. */
    void look() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                FileTime changed = Files.getLastModifiedTime(file);
                if (changed.equals(seen.put(file, changed)) && !changed.equals(judged.put(file, changed))) {
                    defect(file)
                            .ifPresent(why -> LOG.warn(
                                    "Bundle not installed file={} reason=\"{}\"; nothing has changed",
                                    file.getFileName(),
                                    why));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("Drop folder cannot be looked at folder={}", folder, e);
        }
    }

    /** Why {@code file} is no bundle. */
    static Optional<String> defect(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) != null
                    ? Optional.empty()
                    : Optional.of("its manifest has no Bundle-SymbolicName");
        } catch (IOException e) {
            return Optional.of("it is no jar, broken or half copied: " + e.getMessage());
        }
    }
}
