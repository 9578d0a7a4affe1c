package dev.navigator.managed;

import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import java.util.Optional;
import java.util.function.Function;

/**
 * Launches a process, and when asked again, because the service asked first went away meanwhile, no second copy of one that
 * it did launch.
 */
final class LaunchOnce implements Function<Processes, RunningProcess> {

    private final LaunchSpec spec;
    private boolean asked;

    LaunchOnce(LaunchSpec spec) {
        this.spec = spec;
    }

    @Override
    public RunningProcess apply(Processes processes) {
        Optional<RunningProcess> launched = asked ? find(processes) : Optional.empty();
        asked = true;
        return launched.orElseGet(() -> processes.launch(spec));
    }

    private Optional<RunningProcess> find(Processes processes) {
        return processes.running().stream()
                .filter(process ->
                        process.owner().equals(spec.owner()) && process.digest().equals(spec.digest()))
                .findFirst();
    }
}
