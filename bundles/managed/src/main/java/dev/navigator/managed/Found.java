package dev.navigator.managed;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The managed processes that run, whoever started them. */
record Found(List<Running> processes) {

    /** @param age since its start */
    record Running(RunningProcess process, Duration age) {}

    /** Asks the processes service; may block. */
    static Found look(Processes service) {
        return new Found(service.running().stream()
                .filter(process -> process.owner().kind() == Owner.Kind.MANAGED)
                .map(process -> new Running(process, age(process.pid())))
                .toList());
    }

    boolean has(ProcessIdentity identity) {
        return processes.stream()
                .anyMatch(running -> running.process().identity().equals(identity));
    }

    private static Duration age(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(start -> Duration.between(start, Instant.now()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}
