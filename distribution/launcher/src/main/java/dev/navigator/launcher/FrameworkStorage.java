package dev.navigator.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the framework keeps what it needs while it runs; of no use to the next run. That one only moves it out of the way and
 * deletes it once it serves, since deleting takes longer than many other parts of a start.
 */
final class FrameworkStorage {

    private static final Logger LOG = LoggerFactory.getLogger(FrameworkStorage.class);
    private static final String NAME = "framework";
    private static final String OLD = "framework-old-";

    private final Path stateDirectory;

    /** Begins with an empty storage. */
    FrameworkStorage(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
        if (Files.exists(path())) {
            try {
                Files.move(path(), stateDirectory.resolve(OLD + System.nanoTime()));
            } catch (IOException e) {
                LOG.debug("The framework has to empty its storage itself", e);
            }
        }
    }

    Path path() {
        return stateDirectory.resolve(NAME);
    }

    /** Deletes what earlier runs have left; may take a while. */
    void deleteOld() {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(stateDirectory, OLD + "*")) {
            for (Path folder : old) {
                delete(folder);
            }
        } catch (IOException e) {
            LOG.warn("Storage of an earlier run cannot be deleted reason=\"{}\"", e.toString());
        }
    }

    /** Deletes a folder and all in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
