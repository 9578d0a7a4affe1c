package dev.navigator.logging;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the kernel tell which of the silent folders is written to. A folder is watched until the first news: whoever writes
 * much would cost more in news than in looking. Where the kernel will not, folders have to be looked at. Not thread-safe.
 */
final class Watches implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

    private final Opening opening;
    private final Map<WatchKey, Path> watched = new HashMap<>();
    private @Nullable WatchService service;
    private boolean refused;

    /** @param opening called once, when something is to be watched */
    Watches(Opening opening) {
        this.opening = opening;
    }

    /** How the kernel is asked to watch. */
    interface Opening {
        WatchService open() throws IOException;
    }

    static Watches byKernel() {
        return new Watches(FileSystems.getDefault()::newWatchService);
    }

    /** Every folder has to be looked at. */
    static Watches none() {
        Watches none = byKernel();
        none.refused = true;
        return none;
    }

    /** Watches a folder. @return false if it has to be looked at */
    boolean watch(Path folder) {
        if (refused) {
            return false;
        }
        try {
            WatchService open = service;
            if (open == null) {
                open = opening.open();
                service = open;
            }
            watched.put(folder.register(open, StandardWatchEventKinds.ENTRY_MODIFY), folder);
            return true;
        } catch (FileSystemException e) {
            LOG.debug(
                    "Folder cannot be watched",
                    e); // it is not there (yet, or any more): that is no limit of the kernel's
            return false;
        } catch (IOException | ClosedWatchServiceException | OutOfMemoryError e) {
            // No memory means here: no thread for the watching. To try again would cost descriptors.
            refused = true;
            LOG.info(
                    "Output is looked at every second: the kernel watches no more files reason=\"{}\"", e.getMessage());
            return false;
        }
    }

    /** The folders written to since the last call; they are watched no more. Costs nothing when there are none. */
    Set<Path> news() {
        Set<Path> folders = new HashSet<>();
        for (WatchKey key = poll(); key != null; key = poll()) {
            key.cancel();
            Path folder = watched.remove(key);
            if (folder != null) {
                folders.add(folder);
            }
        }
        return folders;
    }

    /** Watches a folder no more. */
    void forget(Path folder) {
        watched.entrySet().removeIf(entry -> {
            boolean found = entry.getValue().equals(folder);
            if (found) {
                entry.getKey().cancel();
            }
            return found;
        });
    }

    private @Nullable WatchKey poll() {
        WatchService open = service;
        return open == null ? null : open.poll();
    }

    @Override
    public void close() throws IOException {
        WatchService open = service;
        refused = true;
        service = null;
        watched.clear();
        if (open != null) {
            open.close();
        }
    }
}
