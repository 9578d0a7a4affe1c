package dev.navigator.managed;

import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.managed.ManagedStatus;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.managed.Life.Event;
import dev.navigator.managed.Life.Phase;
import dev.navigator.managed.Supervised.Wanted;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All managed processes. Everything that happens goes through one inbox, because the order among them is the point; after
 * each event the whole is brought nearer to what is wanted. Nothing is started before it is known what already runs.
 */
final class Supervisor implements Driver.Farewell {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final long CLOSE_SECONDS = 5;

    private final Scheduler scheduler;
    private final Executor inbox;
    private final Door door;
    private final Journal journal = new Journal();
    private final Driver driver;
    private final Roster roster;
    private volatile Snapshot snapshot = Snapshot.EMPTY;
    private @Nullable Ending ending;
    private boolean closed;

    Supervisor(Scheduler scheduler, RestartDelays delays, Optional<Object> inherited) {
        this.scheduler = scheduler;
        this.inbox = scheduler.mailbox("managed");
        this.door = new Door(scheduler.blocking());
        this.driver = new Driver(scheduler, this::post, door, delays, this, journal);
        this.roster = new Roster(scheduler.nanoTime(), driver, door, journal);
        inherited.ifPresent(state -> post(() -> roster.inherit(state)));
    }

    /** What a task changes is acted upon, and shown, before the next task runs. */
    private void post(Runnable task) {
        inbox.execute(() -> {
            if (!closed) {
                task.run();
                advance();
                snapshot = Snapshot.of(roster.all(), roster.turns());
            }
        });
    }

    /** See {@link Roster#keepDown}. */
    void keepDown(Collection<?> names) {
        post(() -> roster.keepDown(names));
    }

    void configure(List<ManagedProcessSettings> settings) {
        post(() -> lookAgainIf(roster.configure(settings)));
    }

    /** The processes service is there, for the first time or again. */
    void open(Processes processes) {
        door.open(processes);
        post(this::look);
    }

    void shut(Processes processes) {
        door.shut(processes);
    }

    private void look() {
        List<ProcessIdentity> known = roster.identities();
        door.ask(Found::look).whenComplete((found, failure) -> {
            if (found != null) {
                post(() -> lookAgainIf(roster.found(found, known)));
            } else if (!(failure instanceof CancellationException)) {
                journal.lookupFailed(failure);
                lookAgainIf(true);
            }
        });
    }

    private void lookAgainIf(boolean doubtful) {
        if (doubtful) {
            scheduler.after(LOOK_AGAIN, this::post, this::look);
        }
    }

    void exited(RunningProcess process, ExitStatus status) {
        post(() -> roster.runningAs(process).ifPresent(one -> driver.exited(one, status)));
    }

    void gone(RunningProcess process, ExitStatus status) {
        post(() -> roster.runningAs(process).ifPresent(one -> driver.gone(process.identity(), one, status)));
    }

    CompletionStage<Void> start(String name) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        post(() -> {
            Supervised process = roster.wanted(name).orElse(null);
            if (process == null) {
                done.completeExceptionally(roster.unknown(name));
            } else if (ending != null) {
                done.completeExceptionally(new IllegalStateException("Navigator is stopping"));
            } else {
                process.wanted = Wanted.UP;
                process.failures = process.phase.up() ? process.failures : 0;
                if (process.ready()) {
                    done.complete(null);
                } else {
                    process.starters.add(done);
                }
            }
        });
        return done;
    }

    CompletionStage<Void> stop(String name) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        post(() -> {
            Supervised process = roster.wanted(name).orElse(null);
            if (process == null) {
                done.completeExceptionally(roster.unknown(name));
                return;
            }
            process.wanted = Wanted.DOWN;
            process.answerStarters(new IllegalStateException("managed process '" + name + "': was stopped"));
            process.stoppers.add(done);
            if (process.phase == Phase.STOPPED) {
                process.answerStoppers();
            }
        });
        return done;
    }

    CompletionStage<Void> drain(Duration budget) {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        post(() -> {
            if (ending == null) {
                ending = new Ending(scheduler, this::post, budget);
            }
            ending.whenOver(drained);
        });
        return drained;
    }

    void abort() {
        post(() -> {
            if (ending == null) {
                ending = new Ending(scheduler, this::post, Duration.ZERO);
            }
            ending.force();
        });
    }

    List<ManagedStatus> processes() {
        return snapshot.statuses(scheduler.nanoTime());
    }

    /** What is wrong now, for operators. */
    List<String> problems() {
        return snapshot.problems();
    }

    boolean ready(String name) {
        return snapshot.ready(name);
    }

    /** Ends this supervisor, not its processes. @return all that a successor needs, of types it shares */
    Object handOver() {
        CompletableFuture<Object> state = new CompletableFuture<>();
        inbox.execute(() -> {
            closed = true;
            door.close();
            roster.all().forEach(Supervised::cancelTimers);
            state.complete(roster.leave());
        });
        return state.orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public Duration grace(Supervised process) {
        Duration stopTimeout = process.settings.stopTimeout();
        return ending == null ? stopTimeout : ending.grace(stopTimeout, roster.stopTimeoutsBeside(process));
    }

    @Override
    public String reason(Supervised process) {
        if (ending != null) {
            return "shutdown";
        }
        return switch (process.wanted) {
            case UP -> "configuration changed";
            case DOWN -> "stopped by operator";
            case GONE -> "removed from configuration";
        };
    }

    /** Brings everything nearer to what is wanted, as far as it goes without waiting. */
    private void advance() {
        if (!roster.complete()) {
            endIfOver();
            return;
        }
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Supervised process : roster.all()) {
                moved |= advance(process);
            }
            moved |= stopNext();
            moved |= roster.forget();
        }
        endIfOver();
    }

    private boolean advance(Supervised process) {
        boolean unwanted = ending != null || process.wanted != Wanted.UP;
        boolean insisted = !process.starters.isEmpty();
        return switch (process.phase) {
            case WAITING -> unwanted ? fired(process, Event.UNWANTED) : takeTurn(process, insisted);
            case BACKING_OFF, FAILING -> unwanted ? fired(process, Event.UNWANTED) : tryAgain(process, insisted);
            case LAUNCHING, STARTING, RUNNING, CLEARING ->
                process.wanted == Wanted.DOWN && fired(process, Event.UNWANTED);
            case STOPPED -> !unwanted && fired(process, Event.WANTED);
            case EXITED ->
                process.wanted == Wanted.UP
                        ? insisted && ending == null && fired(process, Event.WANTED)
                        : fired(process, Event.UNWANTED);
            case STOPPING, CANCELLING -> false;
        };
    }

    private boolean fired(Supervised process, Event event) {
        driver.fire(process, event);
        return true;
    }

    private boolean takeTurn(Supervised process, boolean insisted) {
        Optional<String> waits = insisted ? Optional.empty() : roster.turns().waitsFor(process, scheduler.nanoTime());
        if (waits.isEmpty()) {
            return fired(process, Event.TURN);
        }
        process.reason = waits.get();
        Duration delay = roster.turns().delayLeft(process, scheduler.nanoTime());
        if (process.timer == null && !delay.isZero()) {
            process.timer = scheduler.after(delay, this::post, () -> {});
        }
        return false;
    }

    private boolean tryAgain(Supervised process, boolean insisted) {
        if (insisted) {
            return fired(process, Event.TURN);
        }
        if (!process.settings.autoRestart()) {
            process.reason += "; auto_restart is off";
            return fired(process, Event.FINISHED);
        }
        if (process.due == null || process.due - scheduler.nanoTime() > 0) {
            return false;
        }
        Optional<String> waits = roster.turns().waitsForDependency(process);
        waits.ifPresent(reason -> process.reason = reason);
        return waits.isEmpty() && fired(process, Event.TURN);
    }

    /** Stops what has to go because of a shutdown or a changed configuration: the last first, one after the other. */
    private boolean stopNext() {
        List<Supervised> doomed = roster.all().stream()
                .filter(process -> process.phase.up() || process.phase == Phase.CLEARING)
                .filter(process -> ending != null || process.wanted == Wanted.GONE || process.outdated())
                .toList();
        if (ending != null && ending.forced()) {
            doomed.forEach(process -> driver.fire(process, Event.UNWANTED));
            roster.all().stream()
                    .filter(process -> process.phase == Phase.STOPPING && ending.firstKill(process))
                    .forEach(process -> driver.terminate(process, Duration.ZERO));
            return !doomed.isEmpty();
        }
        boolean underWay = roster.all().stream()
                .anyMatch(process -> process.phase.leaving() && (ending != null || process.wanted != Wanted.DOWN));
        return !underWay && !doomed.isEmpty() && fired(doomed.get(doomed.size() - 1), Event.UNWANTED);
    }

    private void endIfOver() {
        if (ending == null) {
            return;
        }
        List<Supervised> left = roster.all().stream().filter(Supervised::alive).toList();
        boolean over = roster.complete() ? left.isEmpty() : ending.waitedLongEnough();
        if (ending.timeIsUp()) {
            left.forEach(journal::leftBehind);
        }
        if (over || ending.timeIsUp()) {
            ending.over();
        }
    }
}
