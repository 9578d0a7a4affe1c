package dev.navigator.pool;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Processes that pass everything on, but for what a test overrides. */
class ForwardingProcesses implements Processes {

    private final Processes processes;

    ForwardingProcesses(Processes processes) {
        this.processes = processes;
    }

    @Override
    public RunningProcess launch(LaunchSpec spec) {
        return processes.launch(spec);
    }

    @Override
    public CompletionStage<ExitStatus> terminate(ProcessIdentity process, Duration grace) {
        return processes.terminate(process, grace);
    }

    @Override
    public List<RunningProcess> running() {
        return processes.running();
    }

    @Override
    public List<String> lastOutput(ProcessIdentity process, int lines) {
        return processes.lastOutput(process, lines);
    }

    @Override
    public boolean listens(ProcessIdentity process, int port) {
        return processes.listens(process, port);
    }
}
