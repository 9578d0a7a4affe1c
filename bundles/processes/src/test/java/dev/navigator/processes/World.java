package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.pids.ProcessStat;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.testing.RealScheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The processes service with real time and real processes in a folder of its own, and the proof that it leaves none. */
final class World implements BeforeEachCallback, AfterEachCallback {

    static final Owner SHOP = new Owner(Owner.Kind.TENANT, "shop", 1);

    final ProcTable table = new ProcTable();
    final MemoryLedger ledger = new MemoryLedger();
    final Heard heard = new Heard();
    RealScheduler scheduler;
    Path folder;
    volatile LaunchedProcesses processes;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        scheduler = new RealScheduler();
        folder = Files.createTempDirectory("navigator-processes").toRealPath();
        processes = create();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        processes.end();
        List<ProcessStat> left = marked();
        left.forEach(stat -> ProcessHandle.of(stat.pid()).ifPresent(ProcessHandle::destroyForcibly));
        scheduler.close();
        assertEquals(List.of(), left, "processes left behind");
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    LaunchedProcesses create() {
        LaunchedProcesses created = new LaunchedProcesses(scheduler, folder.resolve("state"));
        created.bind(ledger);
        created.bind("test", heard);
        return created;
    }

    /** Living processes that bear a mark of this world. */
    List<ProcessStat> marked() {
        String prefix = folder.toString();
        return table.all().stream()
                .filter(stat -> !stat.dead())
                .filter(stat -> table.mark(stat.pid())
                        .filter(mark -> mark.startsWith(prefix))
                        .isPresent())
                .toList();
    }

    RunningProcess shell(String script) {
        return processes.launch(spec(SHOP, "/bin/sh", "-c", script));
    }

    RunningProcess python(String script) {
        return processes.launch(spec(SHOP, "python3", "-c", script));
    }

    LaunchSpec spec(Owner owner, String... command) {
        return new LaunchSpec(
                owner, List.of(command), folder, Map.of(), OptionalInt.empty(), Optional.empty(), "digest");
    }

    /** Where a test's scripts write what they find. */
    Path file(String name) {
        return folder.resolve(name);
    }

    boolean lives(long pid) {
        return table.stat(pid).filter(stat -> !stat.dead()).isPresent();
    }
}
