package dev.navigator.managed;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.testing.FakeProcesses;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Processes of which something is heard before their launch has returned.
 *
 * @param meanwhile what happens then
 */
record HastyProcesses(FakeProcesses fake, Consumer<RunningProcess> meanwhile) implements Processes {

    @Override
    public RunningProcess launch(LaunchSpec spec) {
        RunningProcess process = fake.launch(spec);
        meanwhile.accept(process);
        return process;
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
