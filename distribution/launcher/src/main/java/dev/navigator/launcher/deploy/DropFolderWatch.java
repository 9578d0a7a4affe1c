package dev.navigator.launcher.deploy;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.ProblemSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the drop folder now and then and hands on what came, changed or went. A file is handed on when it was the same at
 * two looks, for it may be half copied; one that nobody has written to for a while at the first. While others may write to the
 * folder, or it is not there, nothing is handed on.
 */
final class DropFolderWatch implements ProblemSource {

    private static final Logger LOG = LoggerFactory.getLogger(DropFolderWatch.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /** Somebody who understands some of the files. Calls come one after the other and may block. */
    interface Taker {

        /** By its name. */
        boolean takes(String name);

        /** It is there, for the first time or with another content. */
        void changed(Path file);

        /** It is there no more. */
        void gone(Path file);

        /** All that a look has found was handed on. */
        default void looked() {}
    }

    /** Tells one content from another. */
    private record Stamp(
            long size, Instant modified, @Nullable Object key) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime().toInstant(), attributes.fileKey());
        }

        boolean settled() {
            return modified.isBefore(Instant.now().minus(SETTLED));
        }
    }

    private final Path folder;
    private final Scheduler scheduler;
    private final List<Taker> takers;
    private final Map<Path, Stamp> seen = new HashMap<>();
    private final Map<Path, Stamp> handedOn = new HashMap<>();
    private volatile Optional<String> refusal = Optional.empty();

    DropFolderWatch(Path folder, Scheduler scheduler, List<Taker> takers) {
        this.folder = folder;
        this.scheduler = scheduler;
        this.takers = takers;
    }

    /** Looks now, and then now and then until the JVM ends. */
    void start() {
        scheduler.blocking().execute(this::watch);
    }

    private void watch() {
        try {
            look();
        } finally {
            scheduler.after(PERIOD, scheduler.blocking(), this::watch);
        }
    }

    @Override
    public List<String> problems() {
        return refusal.map(reason -> "drop folder: " + reason).stream().toList();
    }

    /** One look; not to be called by two threads at once. */
    void look() {
        Optional<String> now = DropFolder.refusal(folder);
        if (!now.equals(refusal)) {
            refusal = now;
            now.ifPresentOrElse(
                    reason -> LOG.error("Drop folder refused: {}", reason),
                    () -> LOG.info("Drop folder taken again folder={}", folder));
        }
        if (now.isEmpty()) {
            handOn();
        }
    }

    private void handOn() {
        Map<Path, Stamp> found = list();
        for (Path gone : Set.copyOf(handedOn.keySet())) {
            if (!found.containsKey(gone)) {
                handedOn.remove(gone);
                takers(gone).forEach(taker -> taker.gone(gone));
            }
        }
        found.forEach((file, stamp) -> {
            boolean still = stamp.settled() || stamp.equals(seen.get(file));
            if (still && !stamp.equals(handedOn.put(file, still ? stamp : handedOn.get(file)))) {
                takers(file).forEach(taker -> taker.changed(file));
            }
        });
        seen.clear();
        seen.putAll(found);
        takers.forEach(Taker::looked);
    }

    private List<Taker> takers(Path file) {
        return takers.stream()
                .filter(taker -> taker.takes(file.getFileName().toString()))
                .toList();
    }

    /** Sorted, so that the same files are always handed on in the same order. */
    private Map<Path, Stamp> list() {
        Map<Path, Stamp> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> Files.isRegularFile(file) && !takers(file).isEmpty())
                    .forEach(file -> stamp(file).ifPresent(stamp -> found.put(file, stamp)));
            return found;
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("Drop folder cannot be looked at folder={}", folder, e);
            return new TreeMap<>(seen);
        }
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            return Optional.of(Stamp.of(file));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
