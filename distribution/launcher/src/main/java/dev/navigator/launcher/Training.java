package dev.navigator.launcher;

import dev.navigator.launcher.cli.Settings;
import dev.navigator.launcher.cli.Terminal;
import dev.navigator.launcher.installation.Installation;
import dev.navigator.launcher.runtime.LaunchFailure;
import dev.navigator.launcher.state.FrameworkStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run that only loads classes, for the JVM to archive them: Navigator starts with an empty configuration on a port of the
 * system's choosing and stops again.
 */
final class Training {

    private static final String CONFIG = """
            server:
              listen: 127.0.0.1:0
              pid_file: %1$s/training.pid
              state_dir: %1$s/state
            """;

    private Training() {}

    static int run(Installation installation, Terminal terminal) {
        try {
            Path folder = Files.createTempDirectory("navigator-training");
            try {
                Path file = Files.writeString(folder.resolve("navigator.yml"), CONFIG.formatted(folder));
                return new Navigator(installation, new Settings(terminal).require(file)).rehearse();
            } finally {
                FrameworkStorage.delete(folder);
            }
        } catch (IOException e) {
            throw new LaunchFailure("training run: " + e.getMessage(), e);
        }
    }
}
