package dev.navigator.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When an operator last asked for a deployment: what was started before is outdated, even if the Navigator that was asked did
 * not live to see a request for it. Kept as the time of a file. Blocks; thread-safe.
 */
final class LastDeployment {

    private static final Logger LOG = LoggerFactory.getLogger(LastDeployment.class);

    private final Path file;

    LastDeployment(Path stateDirectory) {
        file = stateDirectory.resolve("deployed");
    }

    void note(Instant time) {
        try {
            Files.write(file, new byte[0]);
            Files.setLastModifiedTime(file, FileTime.from(time));
        } catch (IOException e) {
            LOG.warn("Deployment cannot be noted, the next Navigator will not know of it file={}", file, e);
        }
    }

    /** Long ago when none is known of. */
    Instant time() {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MIN;
        } catch (IOException e) {
            LOG.warn("Deployments asked of an earlier Navigator are not known file={}", file, e);
            return Instant.MIN;
        }
    }
}
