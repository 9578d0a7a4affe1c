package dev.navigator.managed;

import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.runtime.Timer;
import dev.navigator.managed.Life.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** All that is known of one managed process. Confined to the supervisor's inbox. */
final class Supervised {

    /** What is to become of a process, whatever it does now. */
    enum Wanted {
        UP,
        /** An operator stopped it. */
        DOWN,
        /** The configuration has it no more. */
        GONE
    }

    final String name;
    /** As configured now; what runs may still be older. */
    ManagedProcessSettings settings;
    /** Of {@link #settings}. */
    String digest;
    /** Where it stands in the file. */
    int position;

    Wanted wanted = Wanted.UP;
    Phase phase = Phase.WAITING;
    /** Of what was launched last. */
    String launchedDigest = "";

    @Nullable
    RunningProcess process;
    /** The one before, of which belated news may come. */
    @Nullable
    ProcessIdentity former;

    @Nullable
    CompletionStage<RunningProcess> launch;

    int launches;
    /** In a row. */
    int failures;

    long startedAt;
    /** Meaningless before it was ready. */
    long readyAt;

    long endedAt;
    boolean wasReady;
    ExitStatus exit = ExitStatus.UNKNOWN;
    String reason = "";
    /** What its ready check says after its timeout; null while it is in time. */
    @Nullable
    String overdue;
    /** When it may be started again; meaningful between two starts, null until the restart policy has said. */
    @Nullable
    Long due;

    @Nullable
    Timer timer;

    @Nullable
    ReadyWatch watch;

    final List<CompletableFuture<Void>> starters = new ArrayList<>();
    final List<CompletableFuture<Void>> stoppers = new ArrayList<>();

    Supervised(ManagedProcessSettings settings, int position) {
        this.name = settings.name();
        this.settings = settings;
        this.digest = Launch.digest(settings);
        this.position = position;
    }

    boolean is(ProcessIdentity identity) {
        return process != null && process.identity().equals(identity);
    }

    /** Nothing is left of its process. */
    void bury() {
        if (process != null) {
            former = process.identity();
            process = null;
        }
    }

    /** Whether it runs, or is about to, with launch settings that are not the configured ones any more. */
    boolean outdated() {
        return (phase.up() || phase == Phase.CLEARING) && !launchedDigest.equals(digest);
    }

    /** Whether there is, or may be, something of it in the operating system. */
    boolean alive() {
        return phase.up() || phase.leaving() || phase == Phase.CLEARING;
    }

    boolean ready() {
        return phase == Phase.RUNNING;
    }

    /** A process that did its work and ended well; who depends on it need not wait. */
    boolean done() {
        return phase == Phase.EXITED && exit.success() && settings.ready().isEmpty();
    }

    void cancelTimers() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (watch != null) {
            watch.cancel();
            watch = null;
        }
    }

    /** Tells those who asked for a start that it runs, or why not. */
    void answerStarters(@Nullable RuntimeException failure) {
        answer(starters, failure);
    }

    void answerStoppers() {
        answer(stoppers, null);
    }

    private static void answer(List<CompletableFuture<Void>> waiting, @Nullable RuntimeException failure) {
        List<CompletableFuture<Void>> all = List.copyOf(waiting);
        waiting.clear();
        for (CompletableFuture<Void> one : all) {
            if (failure == null) {
                one.complete(null);
            } else {
                one.completeExceptionally(failure);
            }
        }
    }
}
