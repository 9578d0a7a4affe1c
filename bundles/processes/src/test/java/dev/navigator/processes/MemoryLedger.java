package dev.navigator.processes;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Ledger;
import dev.navigator.api.processes.RunningProcess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger that lasts as long as the test. */
final class MemoryLedger implements Ledger {

    private final Map<ProcessIdentity, RunningProcess> entries = new ConcurrentHashMap<>();

    @Override
    public void record(RunningProcess process) {
        entries.put(process.identity(), process);
    }

    @Override
    public void remove(ProcessIdentity process) {
        entries.remove(process);
    }

    @Override
    public List<RunningProcess> entries() {
        return List.copyOf(entries.values());
    }
}
