package dev.navigator.processes;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.pids.ProcessStat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All processes at one moment, and who belongs to whom. Serves everything that is being ended at that moment; marks, the
 * dear part, are read when somebody asks, once. Not thread-safe.
 */
final class Scan {

    private final long self;
    private final String bootId;
    private final LongFunction<Optional<String>> marks;
    private final Map<Long, ProcessStat> byPid = new HashMap<>();
    private final Map<Long, List<ProcessStat>> bySession = new HashMap<>();
    private final Map<Long, List<ProcessStat>> byParent = new HashMap<>();
    private final Set<Long> claimed = new HashSet<>();

    private long markedSince = Long.MAX_VALUE;
    private Map<String, List<ProcessStat>> byMark = Map.of();

    /**
     * @param leaders those we know to lead a session: who is in the session of a living one needs no mark to belong there
     */
    Scan(
            List<ProcessStat> all,
            long self,
            String bootId,
            LongFunction<Optional<String>> marks,
            Collection<ProcessIdentity> leaders) {
        this.self = self;
        this.bootId = bootId;
        this.marks = marks;
        for (ProcessStat stat : all) {
            byPid.put(stat.pid(), stat);
            if (!stat.dead()) {
                bySession
                        .computeIfAbsent(stat.session(), key -> new ArrayList<>())
                        .add(stat);
                byParent.computeIfAbsent(stat.parent(), key -> new ArrayList<>())
                        .add(stat);
            }
        }
        leaders.stream().filter(this::alive).forEach(leader -> claimed.add(leader.pid()));
    }

    static Scan take(ProcTable table, Collection<ProcessIdentity> leaders) {
        return new Scan(table.all(), table.self(), table.bootId(), table::mark, leaders);
    }

    /** Whether exactly this process is there and no zombie. */
    boolean alive(ProcessIdentity process) {
        ProcessStat stat = byPid.get(process.pid());
        return stat != null && !stat.dead() && stat.identity(bootId).equals(process);
    }

    /** Whether this JVM descends from it: an app may have started Navigator anew. */
    boolean isAncestor(ProcessStat process) {
        ProcessStat stat = byPid.get(self);
        for (int depth = 0; stat != null && depth < byPid.size(); depth++) {
            if (stat.parent() == process.pid()) {
                return true;
            }
            stat = byPid.get(stat.parent());
        }
        return false;
    }

    /**
     * Living processes by their mark, without those whose session tells already.
     *
     * @param since the start time of the oldest that matters
     */
    Map<String, List<ProcessStat>> marked(long since) {
        if (since < markedSince) {
            markedSince = since;
            byMark = new HashMap<>();
            for (ProcessStat stat : byPid.values()) {
                boolean told = stat.dead() || stat.pid() == self || claimed.contains(stat.session());
                if (!told && stat.startTicks() >= since) {
                    marks.apply(stat.pid()).ifPresent(mark -> byMark.computeIfAbsent(mark, key -> new ArrayList<>())
                            .add(stat));
                }
            }
        }
        return byMark;
    }

    /**
     * Who belongs to {@code leader}.
     *
     * @param witnessed whether we have watched it since it lived. If it is dead and we have not, a session of its number
     *     counts only when somebody in it bears the mark: the number may have been reused
     * @param known who belonged to it before, and may have lost every other tie
     */
    Kin kin(ProcessIdentity leader, String mark, boolean witnessed, Set<ProcessIdentity> known) {
        if (!leader.bootId().equals(bootId)) {
            return new Kin(List.of(), List.of());
        }
        Set<Long> marked = new HashSet<>();
        marked(leader.startTicks()).getOrDefault(mark, List.of()).forEach(stat -> marked.add(stat.pid()));
        List<ProcessStat> session = session(leader, witnessed, marked);
        Set<Long> inside = new HashSet<>();
        session.forEach(stat -> inside.add(stat.pid()));
        Set<Long> roots = new HashSet<>(marked);
        roots.addAll(inside);
        known.stream().filter(this::alive).forEach(identity -> roots.add(identity.pid()));
        List<ProcessStat> outsiders = descent(roots).stream()
                .filter(stat -> !inside.contains(stat.pid()))
                .toList();
        return new Kin(session, outsiders);
    }

    private List<ProcessStat> session(ProcessIdentity leader, boolean witnessed, Set<Long> marked) {
        ProcessStat head = byPid.get(leader.pid());
        boolean headIsIt = head != null && head.startTicks() == leader.startTicks();
        if (head != null && !headIsIt) {
            return List.of(); // the number was given to somebody else, so everybody of the session had gone
        }
        List<ProcessStat> members = new ArrayList<>();
        for (ProcessStat stat : bySession.getOrDefault(leader.pid(), List.of())) {
            if (stat.startTicks() >= leader.startTicks() && stat.pid() != self) {
                members.add(stat);
            }
        }
        if (!headIsIt && !witnessed && members.stream().noneMatch(stat -> marked.contains(stat.pid()))) {
            return List.of();
        }
        if (head != null && !head.dead() && !members.contains(head)) {
            members.add(head); // between its fork and its setsid
        }
        return members;
    }

    private List<ProcessStat> descent(Set<Long> roots) {
        List<ProcessStat> found = new ArrayList<>();
        Set<Long> seen = new HashSet<>(roots);
        seen.add(self); // should we ourselves descend from it, neither we nor what we run do belong to it
        Deque<Long> next = new ArrayDeque<>(roots);
        for (Long pid = next.poll(); pid != null; pid = next.poll()) {
            @Nullable ProcessStat stat = byPid.get(pid);
            if (stat == null || pid == self) {
                continue;
            }
            found.add(stat);
            for (ProcessStat child : byParent.getOrDefault(pid, List.of())) {
                if (seen.add(child.pid())) {
                    next.add(child.pid());
                }
            }
        }
        return found;
    }
}
