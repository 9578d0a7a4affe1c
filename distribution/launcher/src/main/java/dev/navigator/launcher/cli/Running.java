package dev.navigator.launcher.cli;

import dev.navigator.launcher.state.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Navigator that runs on this machine, as the system knows it: neither a PID file nor what the configuration file says by now
 * can lead to another one.
 *
 * @param config what it was told to run with, absolute
 * @param stateDirectory empty while it starts, or leaves everything to a successor
 */
record Running(long pid, Path config, Optional<Path> stateDirectory) {

    private static final String MAIN = "dev.navigator.launcher.Main";
    private static final Path PROC = Path.of("/proc");

    /** Those that may be looked at, which are one's own; all of them as root. */
    static List<Running> all() {
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .map(process -> process.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .flatMap(name -> of(Long.parseLong(name)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("/proc cannot be read", e);
        }
    }

    private static Optional<Running> of(long pid) {
        Path process = PROC.resolve(Long.toString(pid));
        try {
            byte[] commandLine = Files.readAllBytes(process.resolve("cmdline"));
            List<String> words = List.of(new String(commandLine, StandardCharsets.UTF_8).split("\0"));
            int main = words.indexOf(MAIN);
            if (main < 0) {
                return Optional.empty();
            }
            Path folder = Files.readSymbolicLink(process.resolve("cwd"));
            return Arguments.served(words.subList(main + 1, words.size()))
                    .map(config -> new Running(pid, folder.resolve(config), StateDirectory.heldBy(pid)));
        } catch (IOException e) {
            return Optional.empty(); // it has ended, or is another user's
        }
    }

    boolean runsWith(Path file) {
        Path asked = file.toAbsolutePath();
        try {
            return config.normalize().equals(asked.normalize()) || Files.isSameFile(config, asked);
        } catch (IOException e) {
            return false;
        }
    }

    boolean holds(Path state) {
        try {
            return stateDirectory.isPresent() && Files.isSameFile(stateDirectory.get(), state);
        } catch (IOException e) {
            return false;
        }
    }
}
