package dev.navigator.launcher;

import dev.navigator.api.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A run that only loads classes, for the JVM to archive them: Navigator starts with an empty configuration on a port of the
 * system's choosing and stops again.
 */
final class Training {

    private static final String CONFIG = """
            server:
              listen: 127.0.0.1:0
              pid_file: training.pid
              state_dir: state
            """;

    private Training() {}

    static int run(Installation installation, Terminal terminal) {
        try {
            Path folder = Files.createTempDirectory("navigator-training");
            try {
                Path file = Files.writeString(
                        folder.resolve("navigator.yml"),
                        CONFIG.replace(": training", ": " + folder + "/training")
                                .replace(": state", ": " + folder + "/state"));
                Configuration configuration = new Settings(terminal).require(file);
                return new Navigator(installation, configuration).rehearse();
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new LaunchFailure("training run: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
