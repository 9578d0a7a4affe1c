package dev.navigator.managed;

import dev.navigator.api.text.LogEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a command in a process's folder and environment; exit code 0 means ready. What it prints is nobody's business. */
final class CommandProbe implements Probe {

    private static final File NOTHING = new File("/dev/null");

    private final List<String> command;
    private final Path folder;
    private final Map<String, String> environment;

    CommandProbe(List<String> command, Path folder, Map<String, String> environment) {
        this.command = command;
        this.folder = folder;
        this.environment = environment;
    }

    @Override
    public Optional<String> obstacle() {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Optional.of("ready command '" + command.get(0) + "' cannot be executed: " + e.getMessage());
        }
        try {
            return verdict(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("ready command '" + command.get(0) + "' was interrupted");
        } finally {
            end(process);
        }
    }

    private Optional<String> verdict(Process process) throws InterruptedException {
        if (!process.waitFor(Probes.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.of(
                    "ready command '" + command.get(0) + "' takes longer than " + LogEvent.seconds(Probes.PATIENCE));
        }
        return process.exitValue() == 0
                ? Optional.empty()
                : Optional.of("ready command '" + command.get(0) + "' ends with exit code " + process.exitValue());
    }

    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
