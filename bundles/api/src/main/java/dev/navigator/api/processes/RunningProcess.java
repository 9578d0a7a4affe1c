package dev.navigator.api.processes;

import dev.navigator.api.pids.ProcessIdentity;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A process Navigator started, in this run or an earlier one. A value: it may be kept while any bundle is replaced.
 *
 * @param digest of the {@link LaunchSpec} it was started with
 * @param output the file its stdout and stderr are appended to, or the folder of both; owned by the processes bundle
 * @param adopted whether an earlier run of Navigator started it, so that its exit status cannot be known
 */
public record RunningProcess(
        ProcessIdentity identity,
        Owner owner,
        OptionalInt port,
        Optional<Path> pidFile,
        String digest,
        Path output,
        boolean adopted) {

    public long pid() {
        return identity.pid();
    }
}
