package dev.navigator.processes;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last processes that went, for those who ask about one a moment later. Guarded by its owner's lock. */
final class Departed {

    private static final int KEPT = 200;

    private final Map<ProcessIdentity, Entry> entries = new LinkedHashMap<>();

    record Entry(RunningProcess process, ExitStatus status) {}

    void add(RunningProcess process, ExitStatus status) {
        entries.put(process.identity(), new Entry(process, status));
        if (entries.size() > KEPT) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    Optional<Entry> find(ProcessIdentity process) {
        return Optional.ofNullable(entries.get(process));
    }

    List<List<Object>> toList() {
        List<List<Object>> list = new ArrayList<>();
        entries.values().forEach(entry -> list.add(List.of(entry.process, entry.status)));
        return list;
    }

    void addAll(List<?> list) {
        list.forEach(item -> add((RunningProcess) ((List<?>) item).get(0), (ExitStatus) ((List<?>) item).get(1)));
    }
}
