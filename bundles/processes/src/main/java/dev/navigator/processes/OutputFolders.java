package dev.navigator.processes;

import dev.navigator.api.processes.Owner;
import dev.navigator.api.text.IoReason;
import dev.navigator.api.text.LogText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where processes write: {@code <state folder>/output/<tenant|managed>/<label>/<time of launch>/} with {@code stdout} and
 * {@code stderr}, one folder a launch, so that no two mix. The last few of each owner are kept.
 */
final class OutputFolders {

    static final String STDOUT = "stdout";
    static final String STDERR = "stderr";

    private static final Logger LOG = LoggerFactory.getLogger(OutputFolders.class);
    private static final String NONE = "none-";
    private static final int KEPT = 3;
    /** Those just ended are still being read. */
    private static final Duration YOUNG = Duration.ofMinutes(1);
    /** However young; something that fails all the time must not fill the disk. */
    private static final int MOST = 50;
    /** A file name has at most 255 bytes, and each character may become nine. */
    private static final int LONGEST_NAME = 24;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path root;

    OutputFolders(Path stateDirectory) {
        root = stateDirectory.resolve("output");
    }

    Path root() {
        return root;
    }

    /** Where everything of one owner lies. */
    Path of(Owner owner) {
        return root.resolve(owner.kind().name().toLowerCase(Locale.ROOT)).resolve(fileName(owner.label()));
    }

    /** For a launch without output: nothing is made, and nothing else will ever be called so. */
    Path nowhere(Owner owner) {
        return of(owner).resolve(NONE + UUID.randomUUID());
    }

    /** Whether {@code folder} is that of a launch without output. */
    static boolean nowhere(Path folder) {
        return String.valueOf(folder.getFileName()).startsWith(NONE);
    }

    /** Makes a new folder with both files. */
    Path create(Owner owner) throws IOException {
        Files.createDirectories(of(owner), OWNER_ONLY);
        Path folder = createNext(of(owner));
        Files.createFile(folder.resolve(STDOUT));
        Files.createFile(folder.resolve(STDERR));
        return folder;
    }

    /** Removes what {@link #create} has made, as there is nobody to write to it. */
    void discard(Path folder) {
        try {
            delete(folder);
        } catch (NoSuchFileException e) {
            LOG.trace("Was not made folder={}", LogText.of(folder));
        } catch (IOException e) {
            LOG.warn("Cannot remove output folder={} reason={}", LogText.of(folder), IoReason.of(e));
        }
    }

    private static Path createNext(Path parent) throws IOException {
        String time = TIME.format(Instant.now());
        for (int i = 1; ; i++) {
            try {
                return Files.createDirectory(parent.resolve(i == 1 ? time : time + "-" + i), OWNER_ONLY);
            } catch (FileAlreadyExistsException e) {
                LOG.trace("Another launch in the same millisecond folder={} i={}", LogText.of(parent), i);
            }
        }
    }

    /**
     * Removes the older folders of an owner.
     *
     * @param inUse those of living processes, which stay
     */
    void prune(Owner owner, Set<Path> inUse) {
        Instant young = Instant.now().minus(YOUNG);
        try {
            List<Path> old = launches(of(owner)).stream()
                    .filter(folder -> !inUse.contains(folder))
                    .skip(KEPT)
                    .toList();
            for (int i = 0; i < old.size(); i++) {
                if (i >= MOST || lastWritten(old.get(i)).isBefore(young)) {
                    delete(old.get(i));
                }
            }
        } catch (IOException e) {
            LOG.warn("Cannot remove old output folder={} reason={}", LogText.of(of(owner)), e.toString());
        }
    }

    /** Removes what nobody has written to for long, of owners that may not be in the configuration any more. */
    void forget(Duration age, Set<Path> inUse) {
        Instant limit = Instant.now().minus(age);
        try (Stream<Path> launches = Files.walk(root, 3)) {
            List<Path> old = launches.filter(folder -> root.relativize(folder).getNameCount() == 3)
                    .filter(folder -> !inUse.contains(folder))
                    .toList();
            for (Path folder : old) {
                if (lastWritten(folder).isBefore(limit)) {
                    delete(folder);
                }
            }
        } catch (NoSuchFileException e) {
            LOG.debug("No output yet folder={}", LogText.of(root));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Cannot remove old output folder={} reason={}", LogText.of(root), e.toString());
        }
    }

    /** Newest first. */
    private static List<Path> launches(Path folder) throws IOException {
        try (Stream<Path> launches = Files.list(folder)) {
            return launches.sorted(Comparator.comparing(
                                    (Path launch) -> launch.getFileName().toString())
                            .reversed())
                    .toList();
        }
    }

    private static Instant lastWritten(Path folder) throws IOException {
        Path stdout = folder.resolve(STDOUT);
        Path stderr = folder.resolve(STDERR);
        Instant last = Instant.MIN;
        for (Path file : List.of(folder, stdout, stderr)) {
            if (Files.exists(file)) {
                Instant written = Files.getLastModifiedTime(file).toInstant();
                last = written.isAfter(last) ? written : last;
            }
        }
        return last;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Letters, digits and a few others stay; the rest is escaped, and what is long is cut and told apart by a hash. */
    static String fileName(String label) {
        StringBuilder name = new StringBuilder();
        String head = label.length() <= LONGEST_NAME ? label : label.substring(0, LONGEST_NAME);
        head.codePoints().forEach(c -> {
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_');
            if (plain || (c == '.' && name.length() > 0)) {
                name.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    name.append(String.format("%%%02X", b & 0xff));
                }
            }
        });
        return head.length() == label.length() ? name.toString() : name + "%" + Integer.toHexString(label.hashCode());
    }
}
