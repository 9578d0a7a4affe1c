package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.pids.ProcessStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The leader is process 100, started at 1000; we are process 50. */
class ScanTest {

    private static final String BOOT = "boot";
    private static final ProcessIdentity LEADER = new ProcessIdentity(100, 1000, BOOT);
    private static final ProcessStat HEAD = stat(100, 50, 100, 1000);

    private final Map<Long, String> marks = new HashMap<>(Map.of(100L, "mark"));

    @Test
    void itsSessionBelongsToIt() {
        Kin kin = kin(HEAD, stat(101, 100, 100, 1001), stat(102, 1, 100, 1002), stat(200, 1, 200, 1003));

        assertEquals(Set.of(100L, 101L, 102L), pids(kin.session()));
        assertEquals(Set.of(), pids(kin.outsiders()));
    }

    @Test
    void zombiesAreNobody() {
        assertTrue(kin(zombie(100, 1000)).none());
    }

    @Test
    void theSessionOfADeadLeaderIsStillItsOwn() {
        assertEquals(Set.of(101L), pids(kin(stat(101, 1, 100, 1001)).session()));
        assertEquals(
                Set.of(101L),
                pids(kin(zombie(100, 1000), stat(101, 1, 100, 1001)).session()));
    }

    @Test
    void aReusedNumberIsSomebodyElses() {
        ProcessStat reused = stat(100, 1, 100, 2000);
        marks.clear();

        assertTrue(kin(reused, stat(101, 100, 100, 2001)).none());
    }

    @Test
    void aLeaderlessSessionNobodyWatchedNeedsAMark() {
        ProcessStat member = stat(101, 1, 100, 1001);
        ProcessStat marked = stat(102, 1, 100, 1002);

        assertTrue(scan(member, marked).kin(LEADER, "mark", false, Set.of()).none());

        marks.put(102L, "mark");
        assertEquals(
                Set.of(101L, 102L),
                pids(scan(member, marked).kin(LEADER, "mark", false, Set.of()).session()));
    }

    @Test
    void whoIsOlderThanTheLeaderIsNotOfItsSession() {
        assertTrue(kin(stat(90, 1, 100, 900)).none());
    }

    @Test
    void beforeItsSessionIsMadeOnlyItselfBelongsToIt() {
        ProcessStat young = new ProcessStat(100, false, 50, 7, 7, 1000);

        Kin kin = kin(young, stat(50, 1, 7, 10), stat(51, 50, 7, 1001));

        assertEquals(Set.of(100L), pids(kin.session()));
        assertEquals(Set.of(), pids(kin.outsiders()));
    }

    @Test
    void whoBearsTheMarkBelongsToItInAnySession() {
        marks.put(200L, "mark");
        marks.put(300L, "another mark");

        Kin kin = kin(HEAD, stat(200, 1, 200, 1500), stat(300, 1, 300, 1500), stat(201, 200, 200, 1501));

        assertEquals(Set.of(200L, 201L), pids(kin.outsiders()));
    }

    @Test
    void whoIsOlderThanTheLeaderIsNotEvenLookedAt() {
        marks.put(90L, "mark");

        assertEquals(Set.of(), pids(kin(HEAD, stat(90, 1, 90, 900)).outsiders()));
    }

    @Test
    void whoseSessionTellsIsNotAskedForAMark() {
        List<Long> asked = new ArrayList<>();
        List<ProcessStat> all =
                List.of(HEAD, stat(101, 100, 100, 1001), stat(300, 1, 300, 1500), stat(400, 1, 400, 1500));
        var living = new ProcessIdentity(300, 1500, BOOT);
        var reused = new ProcessIdentity(400, 1400, BOOT);

        new Scan(
                        all,
                        50,
                        BOOT,
                        pid -> {
                            asked.add(pid);
                            return Optional.empty();
                        },
                        List.of(LEADER, living, reused))
                .kin(LEADER, "mark", true, Set.of());

        assertEquals(List.of(400L), asked);
    }

    @Test
    void descendantsBelongToItInAnySession() {
        Kin kin = kin(HEAD, stat(101, 100, 101, 1001), stat(102, 101, 102, 1002), stat(103, 102, 102, 1003));

        assertEquals(Set.of(101L, 102L, 103L), pids(kin.outsiders()));
    }

    @Test
    void whoWasSeenToBelongStillDoes() {
        ProcessStat adrift = stat(200, 1, 200, 1500);

        assertEquals(
                Set.of(200L),
                pids(scan(adrift)
                        .kin(LEADER, "mark", true, Set.of(adrift.identity(BOOT)))
                        .outsiders()));
        assertTrue(scan(adrift)
                .kin(LEADER, "mark", true, Set.of(new ProcessIdentity(200, 1400, BOOT)))
                .none());
    }

    @Test
    void weAndOursNeverBelongToAnybody() {
        marks.put(50L, "mark");

        Kin kin = kin(HEAD, stat(50, 100, 100, 1001), stat(300, 50, 300, 1002));

        assertEquals(Set.of(100L), pids(kin.session()));
        assertEquals(Set.of(), pids(kin.outsiders()));
    }

    @Test
    void nothingBelongsToAProcessOfAnotherBoot() {
        assertTrue(scan(HEAD)
                .kin(new ProcessIdentity(100, 1000, "before"), "mark", true, Set.of())
                .none());
    }

    @Test
    void aliveIsWhoHasTheSameStart() {
        Scan scan = scan(HEAD, zombie(101, 1001));

        assertTrue(scan.alive(LEADER));
        assertFalse(scan.alive(new ProcessIdentity(100, 999, BOOT)));
        assertFalse(scan.alive(new ProcessIdentity(101, 1001, BOOT)));
        assertFalse(scan.alive(new ProcessIdentity(102, 1002, BOOT)));
    }

    @Test
    void ancestorsAreThoseWeDescendFrom() {
        ProcessStat shell = stat(40, 1, 40, 5);
        Scan scan = scan(stat(50, 40, 40, 10), shell, HEAD);

        assertTrue(scan.isAncestor(shell));
        assertFalse(scan.isAncestor(HEAD));
    }

    private Kin kin(ProcessStat... all) {
        return scan(all).kin(LEADER, "mark", true, Set.of());
    }

    private Scan scan(ProcessStat... all) {
        return new Scan(List.of(all), 50, BOOT, pid -> Optional.ofNullable(marks.get(pid)), List.of());
    }

    private static ProcessStat stat(long pid, long parent, long session, long start) {
        return new ProcessStat(pid, false, parent, session, session, start);
    }

    private static ProcessStat zombie(long pid, long start) {
        return new ProcessStat(pid, true, 50, pid, pid, start);
    }

    private static Set<Long> pids(List<ProcessStat> stats) {
        Set<Long> pids = new TreeSet<>();
        stats.forEach(stat -> pids.add(stat.pid()));
        return pids;
    }
}
