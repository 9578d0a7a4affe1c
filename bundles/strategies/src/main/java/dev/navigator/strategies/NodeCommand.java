package dev.navigator.strategies;

import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code node}: {@code npm start} where {@code package.json} has such a script, else Node.js with {@code server.js},
 * {@code app.js} or {@code index.js}. The application is to listen on {@code process.env.PORT}. Recognises
 * {@code package.json}.
 */
public final class NodeCommand implements LaunchCommandFactory {

    private static final Pattern START_SCRIPT =
            Pattern.compile("\"scripts\"\\s*:\\s*\\{[^}]*\"start\"\\s*:", Pattern.DOTALL);

    @Override
    public boolean recognises(Path workingDirectory) {
        Path manifest = workingDirectory.resolve("package.json");
        return Files.isRegularFile(manifest)
                && (startScript(manifest) || entry(workingDirectory).isPresent());
    }

    @Override
    public List<String> command(LaunchContext context) {
        Path folder = context.workingDirectory();
        Path manifest = folder.resolve("package.json");
        if (Files.isRegularFile(manifest) && startScript(manifest)) {
            return context.args().isEmpty()
                    ? List.of("npm", "start")
                    : Argv.of("npm", "start", "--").and(context.args());
        }
        String entry = entry(folder)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + folder + "': no start script in package.json, and no server.js, app.js or index.js"));
        return Argv.of("node", entry).and(context.args());
    }

    private static Optional<String> entry(Path folder) {
        return Stream.of("server.js", "app.js", "index.js")
                .filter(name -> Files.isRegularFile(folder.resolve(name)))
                .findFirst();
    }

    private static boolean startScript(Path manifest) {
        try {
            return START_SCRIPT.matcher(Files.readString(manifest)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
