package dev.navigator.pool;

import dev.navigator.api.processes.RunningProcess;
import java.time.Instant;
import java.util.List;

/**
 * A tenant's processes, as they were found running.
 *
 * @param taken when that was, monotonic
 * @param deployed when a deployment was last asked for
 * @param first whether nothing was started or stopped before
 */
record Roll(List<RunningProcess> running, long taken, Instant deployed, boolean first) {

    /** Whether {@code process} was started before the last deployment. */
    boolean outdated(RunningProcess process) {
        return startedBefore(process, deployed);
    }

    static boolean startedBefore(RunningProcess process, Instant time) {
        return Instant.now().minus(process.age()).isBefore(time);
    }
}
