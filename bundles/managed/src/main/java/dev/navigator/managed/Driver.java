package dev.navigator.managed;

import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchException;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.text.LogEvent;
import dev.navigator.managed.Life.Effect;
import dev.navigator.managed.Life.Event;
import dev.navigator.managed.Life.Phase;
import dev.navigator.managed.Life.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Leads processes through their {@link Life}: carries out effects and turns their outcome into events. Confined to the inbox. */
final class Driver {

    private static final int OUTPUT_LINES = 10;
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** How processes are to go. */
    interface Farewell {
        Duration grace(Supervised process);

        String reason(Supervised process);
    }

    private final Scheduler scheduler;
    private final Executor inbox;
    private final Door door;
    private final Restarts restarts;
    private final Farewell farewell;
    private final Journal journal;

    Driver(Scheduler scheduler, Executor inbox, Door door, RestartDelays delays, Farewell farewell, Journal journal) {
        this.scheduler = scheduler;
        this.inbox = inbox;
        this.door = door;
        this.restarts = new Restarts(scheduler, inbox, delays, journal);
        this.farewell = farewell;
        this.journal = journal;
    }

    void fire(Supervised process, Event event) {
        Step step = Life.step(process.phase, event);
        boolean moved = step.phase() != process.phase;
        process.phase = step.phase();
        if (moved) {
            process.cancelTimers();
        }
        if (process.phase.unwanted()) {
            process.reason = ""; // whatever was the matter with it
        }
        carryOut(step.effect(), process);
    }

    private void carryOut(Effect effect, Supervised process) {
        switch (effect) {
            case NONE -> {}
            case LAUNCH -> launch(process);
            case CHECK_READY -> checkReady(process);
            case ANNOUNCE -> announce(process);
            case TERMINATE -> {
                journal.stopping(process, farewell.reason(process));
                terminate(process, farewell.grace(process));
            }
            case CLEAR -> clear(process);
            case SCHEDULE -> restarts.schedule(process, this::giveUp);
            case SETTLE -> settle(process);
        }
    }

    private void launch(Supervised process) {
        process.launches++;
        process.launchedDigest = process.digest;
        process.reason = "";
        process.overdue = null;
        process.due = null;
        process.wasReady = false;
        process.exit = ExitStatus.UNKNOWN;
        LaunchSpec spec = Launch.spec(process.settings);
        await(process, door.ask(new LaunchOnce(spec)));
    }

    /** Takes over a launch under way. */
    void await(Supervised process, CompletionStage<RunningProcess> launch) {
        process.launch = launch;
        launch.whenComplete((running, failure) -> inbox.execute(() -> {
            if (process.launch != launch) {
                return;
            }
            if (failure == null) {
                launched(process, running);
            } else {
                launchFailed(process, failure);
            }
        }));
    }

    void launched(Supervised process, RunningProcess running) {
        process.process = running;
        journal.started(process);
        runs(process, Duration.ZERO);
    }

    private void runs(Supervised process, Duration age) {
        process.launch = null;
        process.startedAt = scheduler.nanoTime() - age.toNanos();
        fire(process, Event.LAUNCHED);
    }

    /** Takes a process that runs already for the one that is wanted. */
    void adopt(Supervised process, RunningProcess running, Duration age) {
        process.cancelTimers();
        process.due = null;
        process.reason = "";
        process.phase = Phase.LAUNCHING;
        process.launches = Math.max(1, process.launches);
        process.launchedDigest = running.digest();
        process.exit = ExitStatus.UNKNOWN;
        process.process = running;
        journal.adopted(process);
        runs(process, age);
    }

    /** Goes on with a process that a predecessor of this driver led. */
    void resume(Supervised process) {
        switch (process.phase) {
            case LAUNCHING, CANCELLING -> {
                if (process.launch == null) {
                    fire(process, Event.FINISHED);
                } else {
                    await(process, process.launch);
                }
            }
            case STARTING -> checkReady(process);
            case BACKING_OFF, FAILING -> {
                if (process.due == null) {
                    restarts.schedule(process, this::giveUp);
                } else {
                    restarts.awaitDue(process);
                }
            }
            default -> {}
        }
    }

    /** The processes service was replaced: whatever was asked of the old one is asked again. */
    void recheck(Supervised process, boolean running) {
        RunningProcess known = process.process;
        if (known == null) {
            return;
        }
        switch (process.phase) {
            case STARTING, RUNNING -> {
                if (!running) {
                    exited(process, ExitStatus.UNKNOWN);
                }
            }
            case STOPPING -> {
                if (running) {
                    terminate(process, farewell.grace(process));
                } else {
                    gone(known.identity(), process, ExitStatus.UNKNOWN);
                }
            }
            case CLEARING -> clear(process);
            default -> {}
        }
    }

    private void launchFailed(Supervised process, Throwable failure) {
        process.launch = null;
        Throwable cause = cause(failure);
        if (cause instanceof CancellationException && process.phase == Phase.LAUNCHING) {
            process.launches--; // the bundle was updated before anybody was asked
            launch(process);
            return;
        }
        process.startedAt = scheduler.nanoTime();
        process.endedAt = process.startedAt;
        String message = cause instanceof LaunchException ? String.valueOf(cause.getMessage()) : cause.toString();
        process.answerStarters(
                new LaunchException("managed process '" + process.name + "': cannot be started: " + message, cause));
        process.reason = message;
        Event verdict = Verdict.onLaunchFailure(process);
        if (process.phase == Phase.LAUNCHING) {
            journal.notExecuted(process, message);
        }
        fire(process, verdict);
    }

    /** Begins, or after an update goes on, to find out whether a process is ready. */
    void checkReady(Supervised process) {
        RunningProcess running = process.process;
        Optional<ReadyCheck> check = process.settings.ready();
        if (running == null) {
            return;
        }
        if (check.isEmpty() || (running.adopted() && check.get() instanceof ReadyCheck.Log)) {
            fire(process, Event.READY); // the line that would say so was written in an earlier run
            return;
        }
        Probe probe = Probes.of(check.get(), process.settings, running);
        ReadyWatch watch = new ReadyWatch(scheduler, inbox, probe, () -> fire(process, Event.READY));
        process.watch = watch;
        watch.start(check.get().timeout(), obstacle -> {
            process.overdue = obstacle;
            process.reason = "not ready in time: " + obstacle;
            journal.overdue(process, obstacle);
            process.answerStarters(new IllegalStateException(
                    "managed process '" + process.name + "': runs, but is not ready: " + obstacle));
        });
    }

    private void announce(Supervised process) {
        process.readyAt = scheduler.nanoTime();
        process.wasReady = true;
        process.overdue = null;
        process.reason = "";
        if (process.settings.ready().isPresent()) {
            journal.ready(process, Duration.ofNanos(process.readyAt - process.startedAt));
        }
        process.answerStarters(null);
    }

    /** Asks the group of a process to go, and sees to it that it does. Doing so again may shorten the grace. */
    void terminate(Supervised process, Duration grace) {
        RunningProcess running = process.process;
        if (running != null) {
            end(running.identity(), grace).whenComplete((status, failure) -> {
                if (status != null) {
                    inbox.execute(() -> gone(running.identity(), process, status));
                } else {
                    endAgain(running.identity(), process, failure);
                }
            });
        }
    }

    /** Keeps the last output of a process that ended, and ends the rest of its group. */
    void clear(Supervised process) {
        RunningProcess running = process.process;
        if (running == null) {
            return;
        }
        ProcessIdentity identity = running.identity();
        Duration grace = process.settings.stopTimeout();
        door.ask(processes -> processes.lastOutput(identity, OUTPUT_LINES))
                .exceptionally(failure -> List.of())
                .thenAccept(output -> end(identity, grace).whenComplete((status, failure) -> {
                    if (status != null) {
                        inbox.execute(() -> cleared(identity, process, status, output));
                    } else {
                        endAgain(identity, process, failure);
                    }
                }));
    }

    /** Nobody else would: the process still runs, or something of it. */
    private void endAgain(ProcessIdentity identity, Supervised process, Throwable failure) {
        if (cause(failure) instanceof CancellationException) {
            return; // a successor has it
        }
        journal.terminateFailed(process, failure);
        scheduler.after(RETRY, inbox, () -> {
            if (process.is(identity)) {
                recheck(process, true);
            }
        });
    }

    private CompletionStage<ExitStatus> end(ProcessIdentity identity, Duration grace) {
        return door.ask(processes -> processes.terminate(identity, grace)).thenCompose(stage -> stage);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The process itself ended. */
    void exited(Supervised process, ExitStatus status) {
        if (process.exit.equals(ExitStatus.UNKNOWN)) {
            process.exit = status;
            process.endedAt = scheduler.nanoTime();
        }
        fire(process, Event.EXITED);
    }

    /** Nothing is left of a process. */
    void gone(ProcessIdentity identity, Supervised process, ExitStatus status) {
        if (!process.is(identity)) {
            return;
        }
        if (process.phase == Phase.STOPPING) {
            journal.stopped(process, status);
            process.bury();
            fire(process, Event.GONE);
        } else if (process.phase == Phase.STARTING || process.phase == Phase.RUNNING) {
            exited(process, status);
        }
    }

    /** Nothing is left of a process that ended by itself: what now? */
    void cleared(ProcessIdentity identity, Supervised process, ExitStatus status, List<String> output) {
        if (!process.is(identity) || process.phase != Phase.CLEARING) {
            return;
        }
        if (process.exit.equals(ExitStatus.UNKNOWN)) {
            process.exit = status;
        }
        Duration uptime = Duration.ofNanos(process.endedAt - process.startedAt);
        process.reason = process.exit.describe() + " after " + LogEvent.seconds(uptime);
        process.answerStarters(new IllegalStateException("managed process '" + process.name + "': " + process.reason));
        Event verdict = Verdict.onEnd(process);
        if (verdict == Event.FINISHED) {
            journal.exited(process, uptime, output);
        } else {
            journal.crashed(process, uptime, output);
        }
        process.bury();
        fire(process, verdict);
    }

    private void giveUp(Supervised process) {
        fire(process, Event.FINISHED);
    }

    private static void settle(Supervised process) {
        process.due = null;
        process.overdue = null;
        if (process.phase == Phase.STOPPED) {
            process.answerStoppers();
        }
    }
}
