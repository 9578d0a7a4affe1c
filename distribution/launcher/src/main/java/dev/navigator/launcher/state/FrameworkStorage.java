package dev.navigator.launcher.state;

import dev.navigator.launcher.runtime.LaunchFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the framework keeps what it needs while it runs; of no use to the next run, which deletes it once it serves, since
 * deleting takes longer than many other parts of a start. Each process has its own, as two run at the time of an upgrade.
 */
public final class FrameworkStorage {

    private static final Logger LOG = LoggerFactory.getLogger(FrameworkStorage.class);
    private static final String NAME = "framework-";
    private static final String OLD = NAME + "old-";

    private static final Path MEMORY = Path.of("/dev/shm");
    /** Bytes that the framework needs at least. */
    private static final int ROOM = 512 << 10;

    private final Path stateDirectory;
    private final Path folder;

    /** Begins with an empty storage; in memory where the disk is full, for applications may run that nobody else serves. */
    public FrameworkStorage(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
        Path usual = stateDirectory.resolve(NAME + ProcessHandle.current().pid());
        if (Files.exists(usual)) {
            try {
                Files.move(usual, stateDirectory.resolve(OLD + System.nanoTime()));
            } catch (IOException e) {
                LOG.debug("The framework has to empty its storage itself", e);
            }
        }
        this.folder = make(usual);
    }

    private static Path make(Path usual) {
        try {
            Files.createDirectories(usual);
            requireRoom(usual);
            return usual;
        } catch (IOException e) {
            return makeInMemory(usual, e);
        }
    }

    private static Path makeInMemory(Path usual, IOException cause) {
        try {
            Path folder = Files.createTempDirectory(MEMORY, "navigator-");
            requireRoom(folder);
            LOG.warn(
                    "State folder has no room, the framework keeps its files in memory path={} reason=\"{}\"",
                    folder,
                    cause.toString());
            return folder;
        } catch (IOException e) {
            e.addSuppressed(cause);
            throw new LaunchFailure(
                    "'" + usual + "': there is no room (" + cause + "); make some, or set server.state_dir", e);
        }
    }

    private static void requireRoom(Path folder) throws IOException {
        Path probe = folder.resolve("room");
        try {
            Files.write(probe, new byte[ROOM]);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** The folder of the framework; those beside it are its run's too. */
    public Path path() {
        return folder.resolve("bundles");
    }

    /** Deletes all of it, once the framework has ended. */
    public void delete() {
        try {
            delete(folder);
        } catch (IOException e) {
            LOG.debug("Storage is left to the next run", e);
        }
    }

    /** Deletes what earlier runs have left; may take a while. */
    public void deleteOld() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(stateDirectory, NAME + "*")) {
            for (Path other : all) {
                if (!other.equals(folder) && !inUse(other.getFileName().toString())) {
                    delete(other);
                }
            }
        } catch (IOException e) {
            LOG.warn("Storage of an earlier run cannot be deleted reason=\"{}\"", e.toString());
        }
    }

    private static boolean inUse(String name) {
        String owner = name.substring(NAME.length());
        return owner.chars().allMatch(c -> c >= '0' && c <= '9') && PidFile.isNavigator(Long.parseLong(owner));
    }

    /** Deletes a folder and all in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
