package dev.navigator.proxy.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many of the process's file descriptors connections may take. */
final class Descriptors {

    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

    /** What the JVM has open, with room to start applications and to find out whether they are ready. */
    private static final int OTHERS = 128;

    private Descriptors() {}

    /** Without a limit that is known, as many as there are. */
    static int forConnections() {
        try {
            return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                    .filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split("\\s+")[3])
                    .mapToInt(limit ->
                            limit.equals("unlimited") ? Integer.MAX_VALUE : forConnections(Long.parseLong(limit)))
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
        } catch (IOException e) {
            LOG.debug("The limit of open files is not known", e);
            return Integer.MAX_VALUE;
        }
    }

    static int forConnections(long limit) {
        long others = Math.max(limit / 8, Math.min(OTHERS, limit * 3 / 4));
        return (int) Math.min(Integer.MAX_VALUE, limit - others);
    }
}
