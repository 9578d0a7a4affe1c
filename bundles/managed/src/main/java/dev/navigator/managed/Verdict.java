package dev.navigator.managed;

import dev.navigator.managed.Life.Event;
import java.time.Duration;

/** What an end means: whether it counts as a failure, how many there were in a row, and whether there is to be another start. */
final class Verdict {

    /** Failures in a row from which a process counts as failing. */
    static final int FLAPPING = 5;

    /** After so long a time of good running the next failure counts as the first. */
    static final Duration GOOD_RUN = Duration.ofSeconds(60);

    private Verdict() {}

    /** On a process that ended without being asked to. */
    static Event onEnd(Supervised process) {
        if (process.exit.success()) {
            process.failures = 0;
            return Event.FINISHED;
        }
        boolean goodRun = process.wasReady && process.endedAt - process.readyAt >= GOOD_RUN.toNanos();
        return onFailure(process, goodRun ? 1 : process.failures + 1);
    }

    /** On a process that could not be started. */
    static Event onLaunchFailure(Supervised process) {
        return onFailure(process, process.failures + 1);
    }

    private static Event onFailure(Supervised process, int failures) {
        process.failures = failures;
        if (!process.settings.autoRestart()) {
            process.reason += "; auto_restart is off";
            return Event.FINISHED;
        }
        return failures >= FLAPPING ? Event.KEEPS_FAILING : Event.FAILED;
    }
}
