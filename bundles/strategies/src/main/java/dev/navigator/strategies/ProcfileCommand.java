package dev.navigator.strategies;

import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code procfile}: what a {@code Procfile} says about {@code web}, or about the process type that the option {@code process}
 * names. The line is the shell's, so {@code $PORT} in it is the port.
 */
public final class ProcfileCommand implements LaunchCommandFactory {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+):\\s*(\\S.*)");

    @Override
    public boolean recognises(Path workingDirectory) {
        return line(workingDirectory, "web").isPresent();
    }

    @Override
    public List<String> command(LaunchContext context) {
        String process = new Options(context.options()).text("process").orElse("web");
        String line = line(context.workingDirectory(), process)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Procfile in '" + context.workingDirectory() + "': no process '" + process + "'"));
        return context.args().isEmpty()
                ? List.of("/bin/sh", "-c", line)
                : Argv.of("/bin/sh", "-c", line + " \"$@\"", "sh").and(context.args());
    }

    private static Optional<String> line(Path folder, String process) {
        Path procfile = folder.resolve("Procfile");
        if (!Files.isRegularFile(procfile)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(procfile).stream()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .filter(line -> line.group(1).equals(process))
                    .map(line -> line.group(2).strip())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
