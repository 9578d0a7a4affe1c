package dev.navigator.processes;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.pids.ProcessStat;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What an earlier run of Navigator left behind: what its ledger says, and what the ledger missed, found by its marks.
 *
 * @param living run and are adopted
 * @param ended have ended since; others of them may live and are to follow
 * @param strays bear our mark and lead nowhere: to be ended
 */
record Survivors(List<RunningProcess> living, List<RunningProcess> ended, List<RunningProcess> strays) {

    /** @param outputs the folder below which every mark of this Navigator points */
    static Survivors find(List<RunningProcess> ledger, Scan scan, Path outputs, String bootId) {
        List<RunningProcess> living = new ArrayList<>();
        List<RunningProcess> ended = new ArrayList<>();
        List<RunningProcess> strays = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (RunningProcess entry : ledger) {
            known.add(entry.output().toString());
            (scan.alive(entry.identity()) ? living : ended).add(entry);
        }
        scan.marked(0).forEach((mark, members) -> {
            boolean ours = !known.contains(mark) && Path.of(mark).startsWith(outputs);
            if (ours && members.stream().noneMatch(scan::isAncestor)) {
                noted(Path.of(mark), members, bootId)
                        .ifPresentOrElse(living::add, () -> strays.add(stray(Path.of(mark), members, bootId)));
            }
        });
        return new Survivors(living, ended, strays);
    }

    /** The leader of its session is the process that was launched, and its folder says as what. */
    private static Optional<RunningProcess> noted(Path folder, List<ProcessStat> members, String bootId) {
        return members.stream()
                .filter(stat -> stat.pid() == stat.session())
                .min(Comparator.comparingLong(ProcessStat::startTicks))
                .flatMap(leader -> LaunchNote.read(folder, leader.identity(bootId)));
    }

    private static RunningProcess stray(Path folder, List<ProcessStat> members, String bootId) {
        ProcessIdentity oldest = members.stream()
                .min(Comparator.comparingLong(ProcessStat::startTicks))
                .orElseThrow()
                .identity(bootId);
        return new RunningProcess(
                oldest,
                new Owner(Owner.Kind.MANAGED, String.valueOf(folder.getFileName()), 1),
                OptionalInt.empty(),
                Optional.empty(),
                "",
                folder,
                true);
    }

    /**
     * As the supervisor takes them over.
     *
     * @param deadline by when what is to end is to have ended in order
     */
    List<Watched> watched(long deadline) {
        List<Watched> all = new ArrayList<>();
        living.forEach(process -> all.add(new Watched(process, null, true, true)));
        ended.forEach(process -> {
            Watched entry = new Watched(process, null, false, true);
            entry.status = ExitStatus.UNKNOWN;
            entry.endBy(deadline);
            all.add(entry);
        });
        strays.forEach(process -> {
            Watched entry = new Watched(process, null, true, false);
            entry.endBy(deadline);
            all.add(entry);
        });
        return all;
    }
}
