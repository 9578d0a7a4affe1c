package dev.navigator.api.processes;

import dev.navigator.api.pids.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A process Navigator started, in this run or an earlier one. A value: it may be kept while any bundle is replaced.
 *
 * @param digest of the {@link LaunchSpec} it was started with
 * @param output the folder with the files {@code stdout} and {@code stderr} it appends to. The processes bundle owns it and
 *     rotates them: the content is copied to {@code stdout.1} and the file cut to nothing, so what a reader had not read yet is
 *     in {@code stdout.1} at the same offset
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

    /** Since its start, by the wall clock; zero when it is gone. Reads {@code /proc}. */
    public Duration age() {
        return ProcessHandle.of(pid())
                .flatMap(process -> process.info().startInstant())
                .map(start -> Duration.between(start, Instant.now()))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}
