package dev.navigator.strategies;

import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code jar}: the one jar in the folder, or the one that the option {@code jar} names. Besides {@code PORT} it is told where to
 * listen by the system properties of Spring Boot, {@code server.address} and {@code server.port}. Recognises a folder with
 * exactly one jar.
 */
public final class JarCommand implements LaunchCommandFactory {

    @Override
    public boolean recognises(Path workingDirectory) {
        return jars(workingDirectory).size() == 1;
    }

    @Override
    public List<String> command(LaunchContext context) {
        String jar = new Options(context.options()).text("jar").orElseGet(() -> only(context.workingDirectory()));
        return Argv.of("java", "-Dserver.address=127.0.0.1", "-Dserver.port=" + context.port(), "-jar", jar)
                .and(context.args());
    }

    private static String only(Path folder) {
        List<String> jars = jars(folder);
        if (jars.size() != 1) {
            throw new IllegalArgumentException(
                    "'" + folder + "': there are " + jars.size() + " jars; name one with option 'jar'");
        }
        return jars.get(0);
    }

    private static List<String> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
