package dev.navigator.logging;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Processes of which only the output is real. */
final class Writers implements Processes {

    private final Path folder;
    private final AtomicLong pids = new AtomicLong(100);
    private final List<RunningProcess> running = new CopyOnWriteArrayList<>();

    Writers(Path folder) {
        this.folder = folder;
    }

    RunningProcess tenant(String name) throws IOException {
        return add(new Owner(Owner.Kind.TENANT, name, 1), false);
    }

    RunningProcess managed(String name) throws IOException {
        return add(new Owner(Owner.Kind.MANAGED, name, 1), false);
    }

    private RunningProcess add(Owner owner, boolean adopted) throws IOException {
        long pid = pids.incrementAndGet();
        Path output = Files.createDirectories(folder.resolve(owner.label()).resolve("launch" + pid));
        Files.createFile(output.resolve("stdout"));
        Files.createFile(output.resolve("stderr"));
        return add(pid, owner, output, adopted);
    }

    private RunningProcess add(long pid, Owner owner, Path output, boolean adopted) {
        RunningProcess process = new RunningProcess(
                new ProcessIdentity(pid, pid, "boot"),
                owner,
                OptionalInt.empty(),
                Optional.empty(),
                "digest",
                output,
                adopted);
        running.add(process);
        return process;
    }

    /** The same process as a later run of Navigator sees it. */
    RunningProcess adopt(RunningProcess process) {
        running.remove(process);
        return add(process.pid(), process.owner(), process.output(), true);
    }

    void forget(RunningProcess process) {
        running.remove(process);
    }

    static void write(RunningProcess process, String stream, String text) throws IOException {
        Files.writeString(process.output().resolve(stream), text, StandardOpenOption.APPEND);
    }

    @Override
    public RunningProcess launch(LaunchSpec spec) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<ExitStatus> terminate(ProcessIdentity process, Duration grace) {
        return CompletableFuture.completedFuture(ExitStatus.UNKNOWN);
    }

    @Override
    public List<RunningProcess> running() {
        return List.copyOf(running);
    }

    @Override
    public List<String> lastOutput(ProcessIdentity process, int lines) {
        return List.of();
    }

    @Override
    public boolean listens(ProcessIdentity process, int port) {
        return false;
    }
}
