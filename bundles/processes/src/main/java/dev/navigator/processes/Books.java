package dev.navigator.processes;

import dev.navigator.api.pids.PidFiles;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.Ledger;
import dev.navigator.api.processes.RunningProcess;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written down of processes elsewhere: ledger and PID files. The services for that may be away for a moment, while
 * their bundle is updated; what they miss is made up for when they are back. Blocks on their files.
 */
final class Books {

    private static final Logger LOG = LoggerFactory.getLogger(Books.class);

    private final Queue<Removal> missed = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Ledger ledger;
    private volatile @Nullable PidFiles pidFiles;

    private record Removal(Path file, List<ProcessIdentity> identities) {}

    void ledger(Ledger service) {
        ledger = service;
    }

    void ledgerGone(Ledger service) {
        if (ledger == service) {
            ledger = null;
        }
    }

    void pidFilesGone(PidFiles service) {
        if (pidFiles == service) {
            pidFiles = null;
        }
    }

    void record(RunningProcess process) {
        withLedger(to -> to.record(process));
    }

    void remove(ProcessIdentity process) {
        withLedger(from -> from.remove(process));
    }

    /**
     * Removes the PID file of a process that is gone, which may name any of its people: an app under a wrapper writes its
     * own PID.
     */
    void removePidFile(RunningProcess process, Collection<ProcessIdentity> kin) {
        process.pidFile().ifPresent(file -> {
            missed.add(new Removal(file, List.copyOf(kin)));
            removeMissed();
        });
    }

    void pidFiles(PidFiles service) {
        pidFiles = service;
        removeMissed();
    }

    /** Makes a ledger agree that has missed something. */
    void agree(Supplier<? extends Collection<RunningProcess>> responsible) {
        withLedger(ledger -> {
            addMissing(ledger, responsible.get());
            removeSurplus(ledger, responsible);
        });
    }

    private static void addMissing(Ledger ledger, Collection<RunningProcess> responsible) {
        Map<ProcessIdentity, RunningProcess> entries = byIdentity(ledger.entries());
        responsible.stream()
                .filter(process -> !entries.containsKey(process.identity()))
                .forEach(ledger::record);
    }

    /** Entries first: whoever is entered by then is known to the supervisor by the time it is asked. */
    private static void removeSurplus(Ledger ledger, Supplier<? extends Collection<RunningProcess>> responsible) {
        List<RunningProcess> entries = ledger.entries();
        Map<ProcessIdentity, RunningProcess> ours = byIdentity(responsible.get());
        entries.stream()
                .map(RunningProcess::identity)
                .filter(entry -> !ours.containsKey(entry))
                .forEach(ledger::remove);
    }

    private static Map<ProcessIdentity, RunningProcess> byIdentity(Collection<RunningProcess> processes) {
        return processes.stream().collect(Collectors.toMap(RunningProcess::identity, Function.identity()));
    }

    private void withLedger(Consumer<Ledger> action) {
        Ledger now = ledger;
        if (now == null) {
            return; // the next one is made to agree
        }
        try {
            action.accept(now);
        } catch (IllegalStateException e) {
            LOG.debug("Ledger is being replaced; its successor is made to agree", e);
        } catch (RuntimeException e) {
            LOG.error("Ledger failed; its processes bear marks, by which a successor finds them", e);
        }
    }

    private void removeMissed() {
        PidFiles now = pidFiles;
        if (now == null) {
            return;
        }
        for (Removal next = missed.poll(); next != null; next = missed.poll()) {
            Path file = next.file;
            next.identities.forEach(identity -> now.remove(file, identity));
        }
    }
}
