package dev.navigator.managed;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.testing.FakeProcesses;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A component that uses what uses it, as the processes bundle does. */
public final class ListeningProcesses implements Processes {

    private volatile FakeProcesses fake;

    public void setFake(FakeProcesses processes) {
        fake = processes;
    }

    public void addListener(ProcessListener listener) {
        fake.addListener(listener);
    }

    public void removeListener(ProcessListener listener) {
        fake.removeListener(listener);
    }

    @Override
    public RunningProcess launch(LaunchSpec spec) {
        return fake.launch(spec);
    }

    @Override
    public CompletionStage<ExitStatus> terminate(ProcessIdentity process, Duration grace) {
        return fake.terminate(process, grace);
    }

    @Override
    public List<RunningProcess> running() {
        return fake.running();
    }

    @Override
    public List<String> lastOutput(ProcessIdentity process, int lines) {
        return fake.lastOutput(process, lines);
    }

    @Override
    public boolean listens(ProcessIdentity process, int port) {
        return fake.listens(process, port);
    }
}
