package dev.navigator.managed;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchException;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Just enough of the processes bundle to run real commands in a test: no sessions, no ledger, no adoption. */
final class LocalProcesses implements Processes, AutoCloseable {

    private record Child(Process process, RunningProcess value, CompletableFuture<ExitStatus> end) {}

    private final Path folder;
    private final Map<Long, Child> children = new ConcurrentSkipListMap<>();
    private volatile ProcessListener listener;

    LocalProcesses(Path folder) {
        this.folder = folder;
    }

    void tell(ProcessListener hearer) {
        listener = hearer;
    }

    @Override
    public RunningProcess launch(LaunchSpec spec) {
        try {
            Path output = Files.createTempDirectory(folder, spec.owner().label());
            ProcessBuilder builder = new ProcessBuilder(spec.command())
                    .directory(spec.workingDirectory().toFile())
                    .redirectOutput(output.resolve("stdout").toFile())
                    .redirectError(output.resolve("stderr").toFile());
            builder.environment().putAll(spec.environment());
            return watch(builder.start(), spec, output);
        } catch (IOException e) {
            throw new LaunchException(e.getMessage(), e);
        }
    }

    private RunningProcess watch(Process process, LaunchSpec spec, Path output) {
        RunningProcess value = new RunningProcess(
                new ProcessIdentity(process.pid(), process.pid(), "boot"),
                spec.owner(),
                spec.port(),
                Optional.empty(),
                spec.digest(),
                output,
                false);
        Child child = new Child(process, value, new CompletableFuture<>());
        children.put(process.pid(), child);
        CompletionStage<Process> exit = process.onExit();
        exit.thenRun(() -> {
            ExitStatus status = ExitStatus.ofJava(process.exitValue());
            children.remove(process.pid());
            listener.exited(value, status);
            listener.gone(value, status);
            child.end.complete(status);
        });
        return value;
    }

    @Override
    public CompletionStage<ExitStatus> terminate(ProcessIdentity identity, Duration grace) {
        Child child = children.get(identity.pid());
        if (child == null) {
            return CompletableFuture.completedFuture(ExitStatus.UNKNOWN);
        }
        child.process.destroy();
        CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
                .execute(child.process::destroyForcibly);
        return child.end;
    }

    @Override
    public List<RunningProcess> running() {
        return children.values().stream().map(Child::value).toList();
    }

    @Override
    public List<String> lastOutput(ProcessIdentity identity, int lines) {
        Child child = children.get(identity.pid());
        return child == null
                ? List.of()
                : Stream.of("stdout", "stderr")
                        .flatMap(stream -> read(child.value.output().resolve(stream)))
                        .limit(lines)
                        .toList();
    }

    private static Stream<String> read(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean listens(ProcessIdentity process, int port) {
        return false;
    }

    @Override
    public void close() {
        children.values().forEach(child -> child.process.destroyForcibly());
    }
}
