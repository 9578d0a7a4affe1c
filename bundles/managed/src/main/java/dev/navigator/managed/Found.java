package dev.navigator.managed;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import java.time.Duration;
import java.util.List;

/** The managed processes that run, whoever started them. */
record Found(List<Running> processes) {

    /** @param age since its start */
    record Running(RunningProcess process, Duration age) {}

    /** Asks the processes service; may block. */
    static Found look(Processes service) {
        return new Found(service.running().stream()
                .filter(process -> process.owner().kind() == Owner.Kind.MANAGED)
                .map(process -> new Running(process, process.age()))
                .toList());
    }

    boolean has(ProcessIdentity identity) {
        return processes.stream()
                .anyMatch(running -> running.process().identity().equals(identity));
    }
}
