package dev.navigator.processes;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.text.LogText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns what is known of every process we are responsible for, from its launch or adoption until nothing of it is left.
 *
 * <p>The end of a child is reported by the JDK, which has a thread waiting for each; that of an adopted process is seen by
 * looking. Whoever ended is announced as exited; when nobody of it is left, as gone.
 */
final class Supervisor {

    /** How long those whose leader ended by itself may take to follow. */
    static final Duration ORPHANS = Duration.ofSeconds(2);

    /** The JDK's own watch on a process that is no child of it looks every 0.3 to 5 seconds, on a thread for each. */
    static final Duration ADOPTED_LOOK = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration FOLLOW_AGAIN = Duration.ofSeconds(1);
    private static final Duration LAUNCH_LIMIT = Duration.ofSeconds(10);

    private final Scheduler scheduler;
    private final ProcTable table;
    private final Books books;
    private final Announcer announcer;
    private final Executor events;
    private final Round endings;
    private final Round adopted;

    private final LaunchGate gate = new LaunchGate();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ProcessIdentity, Watched> watched = new LinkedHashMap<>();
    private final Departed departed = new Departed();
    /** A successor has the state. */
    private boolean left;

    /** @param events the mailbox in which whoever waits for an end hears of it */
    Supervisor(
            Scheduler scheduler, ProcTable table, Signals signals, Books books, Announcer announcer, Executor events) {
        this.scheduler = scheduler;
        this.table = table;
        this.books = books;
        this.announcer = announcer;
        this.events = events;
        Endings look = new Endings(scheduler, table, signals, this);
        endings = new Round(scheduler, look::look);
        adopted = new Round(scheduler, this::lookAtAdopted);
    }

    /** Starts a process and is responsible for it from then on, even if it should end before this returns. */
    RunningProcess launch(LaunchSpec spec, Function<LaunchSpec, Spawned> spawner) {
        gate.enter();
        try {
            Spawned spawned = spawner.apply(spec);
            Watched entry = new Watched(spawned.process(), spawned.child(), true, true);
            if (!put(entry)) {
                spawned.child().destroyForcibly();
                throw new IllegalStateException("process " + spawned.process().pid() + " came too late for an update");
            }
            books.record(entry.process);
            follow(entry);
            return entry.process;
        } finally {
            gate.leave();
        }
    }

    /** Takes responsibility for a process that runs, or has left others behind, or is only to be ended. */
    void adopt(Watched survivor) {
        lock.lock();
        try {
            watched.put(survivor.identity(), survivor);
            if (survivor.status != null && survivor.announced) {
                announcer.exited(survivor.process, survivor.status);
            }
        } finally {
            lock.unlock();
        }
        announcer.tell();
        endings.soon();
        adopted.soon();
    }

    CompletionStage<ExitStatus> terminate(ProcessIdentity process, Duration grace) {
        CompletionStage<ExitStatus> gone;
        lock.lock();
        try {
            gate.requireOpen();
            Watched found = watched.get(process);
            if (found == null) {
                return CompletableFuture.completedStage(
                        departed.find(process).map(Departed.Entry::status).orElse(ExitStatus.UNKNOWN));
            }
            found.endBy(scheduler.nanoTime() + Math.max(0, grace.toNanos()));
            gone = found.gone.minimalCompletionStage();
        } finally {
            lock.unlock();
        }
        endings.soon();
        return gone;
    }

    /** Whose own end is not known. */
    List<RunningProcess> running() {
        gate.requireOpen();
        return select(entry -> entry.status == null && entry.announced);
    }

    /** All of which anything may be left. */
    List<RunningProcess> responsible() {
        return select(entry -> true);
    }

    /** Who leads a session of ours, and has not been reported to have ended. */
    List<ProcessIdentity> leaders() {
        return select(entry -> entry.status == null).stream()
                .map(RunningProcess::identity)
                .toList();
    }

    /** A process we are responsible for, or were until a moment ago. */
    Optional<RunningProcess> find(ProcessIdentity process) {
        lock.lock();
        try {
            Watched found = watched.get(process);
            return found != null
                    ? Optional.of(found.process)
                    : departed.find(process).map(Departed.Entry::process);
        } finally {
            lock.unlock();
        }
    }

    /** What is ending, or has ended itself and may have left others behind. */
    List<Endings.End> endings() {
        lock.lock();
        try {
            List<Endings.End> list = new ArrayList<>();
            for (Watched entry : watched.values()) {
                if (entry.deadline != null) {
                    list.add(new Endings.End(entry, entry.status != null, entry.deadline));
                }
            }
            return list;
        } finally {
            lock.unlock();
        }
    }

    /** An adopted process was seen to have ended. */
    void exited(Watched entry) {
        exited(entry, ExitStatus.UNKNOWN);
    }

    /** Nothing is left of it. */
    void gone(Watched entry) {
        ExitStatus status;
        entry.known.add(entry.identity());
        books.removePidFile(entry.process, entry.known);
        lock.lock();
        try {
            status = entry.status == null ? ExitStatus.UNKNOWN : entry.status;
            watched.remove(entry.identity());
            departed.add(entry.process, status);
            if (entry.announced) {
                announcer.gone(entry.process, status);
            }
        } finally {
            lock.unlock();
        }
        announcer.tell();
        events.execute(() -> entry.gone.complete(status));
        books.remove(entry.identity());
    }

    /** Lets nobody start anything more, ends everything by force, and waits for it for a while. */
    void killAll(Duration patience) {
        gate.close(LAUNCH_LIMIT);
        long deadline = scheduler.nanoTime() + patience.toNanos();
        CompletableFuture<?> all;
        lock.lock();
        try {
            watched.values().forEach(entry -> entry.endBy(scheduler.nanoTime()));
            all = CompletableFuture.allOf(
                    watched.values().stream().map(entry -> entry.gone).toArray(CompletableFuture<?>[]::new));
        } finally {
            lock.unlock();
        }
        while (!all.isDone() && scheduler.nanoTime() - deadline < 0) {
            endings.now();
            await(all);
        }
    }

    /**
     * Lets go of everything for a successor in this JVM.
     *
     * @return what it needs to go on: see {@link #resume}
     */
    Map<String, Object> close() {
        gate.close(LAUNCH_LIMIT);
        endings.close();
        adopted.close();
        List<Watched> followed;
        Map<String, Object> state;
        lock.lock();
        try {
            left = true;
            List<Map<String, Object>> processes = new ArrayList<>();
            followed = List.copyOf(watched.values());
            followed.forEach(entry -> processes.add(entry.toMap()));
            state = Map.of("processes", processes, "departed", departed.toList());
        } finally {
            lock.unlock();
        }
        followed.forEach(Watched::unfollow);
        return state;
    }

    /** Goes on where a predecessor in this JVM stopped. */
    void resume(Map<?, ?> state) {
        List<Watched> resumed = new ArrayList<>();
        Watched.list(state, "processes").forEach(entry -> resumed.add(Watched.fromMap((Map<?, ?>) entry)));
        lock.lock();
        try {
            departed.addAll(Watched.list(state, "departed"));
            resumed.forEach(entry -> watched.put(entry.identity(), entry));
        } finally {
            lock.unlock();
        }
        resumed.forEach(this::follow);
        endings.soon();
        adopted.soon();
    }

    private void follow(Watched entry) {
        Process child = entry.child;
        if (child == null || entry.status != null) {
            return;
        }
        CompletableFuture<Process> exit;
        lock.lock();
        try {
            if (left) {
                return;
            }
            exit = child.onExit();
            entry.exit = exit;
        } finally {
            lock.unlock();
        }
        var unused = exit.whenComplete((process, failure) -> told(entry, child, failure));
    }

    /** The JDK tells of each end on a thread of its own; where it gets none, it says that it failed, and is asked again. */
    private void told(Watched entry, Process child, @Nullable Throwable failure) {
        if (!child.isAlive()) { // else it was let go of
            exited(entry, ExitStatus.ofJava(child.exitValue()));
        } else if (failure != null) {
            scheduler.after(FOLLOW_AGAIN, scheduler.blocking(), () -> follow(entry));
        }
    }

    private void exited(Watched entry, ExitStatus status) {
        lock.lock();
        try {
            if (left || entry.status != null) {
                return;
            }
            entry.status = status;
            if (entry.deadline == null) {
                entry.endBy(scheduler.nanoTime() + ORPHANS.toNanos());
            }
            if (entry.announced) {
                announcer.exited(entry.process, status);
            }
        } finally {
            lock.unlock();
        }
        LOG.debug(
                "Process exited name={} pid={} status={}",
                LogText.of(entry.process.owner().name()),
                entry.process.pid(),
                status.describe());
        announcer.tell();
        endings.soon();
    }

    private Optional<Duration> lookAtAdopted() {
        List<Watched> living;
        lock.lock();
        try {
            living = watched.values().stream()
                    .filter(entry -> entry.child == null && entry.status == null)
                    .toList();
        } finally {
            lock.unlock();
        }
        living.stream().filter(entry -> !alive(entry.identity())).forEach(this::exited);
        return living.isEmpty() ? Optional.empty() : Optional.of(ADOPTED_LOOK);
    }

    private boolean alive(ProcessIdentity process) {
        return table.stat(process.pid())
                .filter(stat -> !stat.dead() && stat.identity(table.bootId()).equals(process))
                .isPresent();
    }

    /** @return false when a successor has taken over, which cannot hear of it any more */
    private boolean put(Watched entry) {
        lock.lock();
        try {
            if (left) {
                return false;
            }
            watched.put(entry.identity(), entry);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private List<RunningProcess> select(Predicate<Watched> which) {
        lock.lock();
        try {
            return watched.values().stream()
                    .filter(which)
                    .map(entry -> entry.process)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private static void await(CompletableFuture<?> end) {
        try {
            end.get(10, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.trace("Still waiting for the end of all");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an end never fails", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
