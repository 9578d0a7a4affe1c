package dev.navigator.api.processes;

import dev.navigator.api.pids.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final int TICKS_A_SECOND = 100; // USER_HZ of all that the JDK runs on, see sysconf(3)

    public long pid() {
        return identity.pid();
    }

    /** Since its start; zero when it is gone. Reads {@code /proc}: what the JDK says is up to a second too much. */
    public Duration age() {
        Duration start = Duration.ofMillis(identity.startTicks() * 1000 / TICKS_A_SECOND);
        return ProcessHandle.of(pid())
                .map(process -> uptime().minus(start))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    private static Duration uptime() {
        try {
            String text = Files.readString(Path.of("/proc/uptime"));
            return Duration.ofMillis((long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * 1000));
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/uptime cannot be read; is /proc mounted?", e);
        }
    }
}
