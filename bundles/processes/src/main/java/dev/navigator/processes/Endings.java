package dev.navigator.processes;

import dev.navigator.api.pids.ProcessStat;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.text.LogText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees processes to their end, all that are ending with one look at {@code /proc} and one round of signals. Looks again when
 * somebody exits, when a deadline comes, and, as nobody reports the end of a process that is not our child, every few
 * milliseconds at first and less often later while there are such.
 */
final class Endings {

    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_BETWEEN_KILLS = TimeUnit.SECONDS.toNanos(5);
    /**
     * A look takes its time: who forks twice to leave everything behind may have ended when its turn comes, and its child
     * have begun too late for it. The child is there at the next.
     */
    private static final int LOOKS_TO_BE_SURE = 2;
    /** Kills in vain after which it is worth telling: about half a second. */
    private static final int VAIN = 5;

    private final Scheduler scheduler;
    private final ProcTable table;
    private final Signals signals;
    private final Supervisor supervisor;

    Endings(Scheduler scheduler, ProcTable table, Signals signals, Supervisor supervisor) {
        this.scheduler = scheduler;
        this.table = table;
        this.signals = signals;
        this.supervisor = supervisor;
    }

    /** What is ending, as it was when the look began. */
    record End(Watched watched, boolean reported, long deadline) {}

    /** @return when to look again even if nothing is heard; empty when nothing is ending */
    Optional<Duration> look() {
        List<End> endings = supervisor.endings();
        if (endings.isEmpty()) {
            return Optional.empty();
        }
        Scan scan = Scan.take(table, supervisor.leaders());
        long oldest = endings.stream()
                .mapToLong(end -> end.watched.identity().startTicks())
                .min()
                .orElseThrow();
        scan.marked(oldest);
        Signals.Batch batch = new Signals.Batch();
        long wait = Long.MAX_VALUE;
        for (End end : endings) {
            wait = Math.min(wait, step(end, scan, batch));
        }
        signals.send(batch);
        return wait == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(wait));
    }

    /** @return nanoseconds until the next look at this one */
    private long step(End end, Scan scan, Signals.Batch batch) {
        Watched watched = end.watched;
        boolean leaderLives = scan.alive(watched.identity());
        boolean reported = end.reported || reportAdopted(watched, leaderLives);
        Kin kin = scan.kin(watched.identity(), watched.process.output().toString(), watched.witnessed, watched.known);
        kin.all().forEach(stat -> watched.known.add(stat.identity(table.bootId())));
        long now = scheduler.nanoTime();
        boolean overdue = now - end.deadline >= 0;
        Ending next =
                Ending.next(reported, !kin.session().isEmpty(), !kin.outsiders().isEmpty(), watched.asked, overdue);
        watched.unseen = next == Ending.GONE ? watched.unseen + 1 : 0;
        switch (next) {
            case GONE -> {
                if (watched.unseen < LOOKS_TO_BE_SURE) {
                    return SHORTEST;
                }
                supervisor.gone(watched);
                return Long.MAX_VALUE;
            }
            case ASK_SESSION -> {
                watched.asked = true;
                batch.askGroups(kin.session());
            }
            case ASK_OUTSIDERS ->
                batch.ask(kin.outsiders().stream()
                        .filter(stat -> watched.askedOutsiders.add(stat.identity(table.bootId())))
                        .toList());
            case KILL -> kill(watched, kin, batch, now);
            case WAIT ->
                LOG.trace("Waiting for the end pid={}", watched.identity().pid());
        }
        return untilNextLook(watched, leaderLives, end.deadline - now);
    }

    /** The end of our own child is reported with its status; nobody reports that of others. */
    private boolean reportAdopted(Watched watched, boolean leaderLives) {
        if (leaderLives || watched.child != null) {
            return false;
        }
        supervisor.exited(watched);
        return true;
    }

    private long untilNextLook(Watched watched, boolean leaderLives, long left) {
        if (left > 0 && leaderLives && watched.child != null) {
            return left; // its exit will be reported
        }
        long pause = Math.min(LONGEST, SHORTEST << Math.min(watched.looks++, 10));
        return left > 0 ? Math.min(left, pause) : pause;
    }

    /** Again and again: somebody may have forked between the look and the signal. Less and less often, as some cannot be. */
    private void kill(Watched watched, Kin kin, Signals.Batch batch, long now) {
        if (watched.kills > 0 && now - watched.nextKill < 0) {
            return;
        }
        watched.nextKill = now + Math.min(LONGEST_BETWEEN_KILLS, SHORTEST << Math.min(watched.kills + 1, 20));
        watched.kills++;
        batch.killGroups(kin.session());
        batch.kill(kin.outsiders());
        if (watched.kills == 1 && watched.asked) {
            LOG.warn(
                    "Process did not end in time, killing it name={} pid={} left={}",
                    LogText.of(watched.process.owner().name()),
                    watched.identity().pid(),
                    kin.all().count());
        } else if (watched.kills == VAIN) {
            LOG.error(
                    "Process cannot be killed: it is another user's, or waits in the kernel name={} pid={} left={}",
                    LogText.of(watched.process.owner().name()),
                    watched.identity().pid(),
                    kin.all().map(ProcessStat::pid).toList());
        }
    }
}
