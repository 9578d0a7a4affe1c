package dev.navigator.api.processes;

import dev.navigator.api.pids.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Starts, watches and ends operating system processes, each in a session and group of its own.
 *
 * <p>What is launched here outlives the JVM: it is in the ledger before {@link #launch} returns, and its output goes to
 * files. Exits are told to every {@link dev.navigator.api.processes.spi.ProcessListener} service.
 */
@ProviderType
public interface Processes {

    /**
     * Starts a process. Takes milliseconds and does file I/O: not for I/O threads.
     *
     * @throws LaunchException when it cannot be started; nothing is left behind then
     */
    RunningProcess launch(LaunchSpec spec);

    /**
     * SIGTERM to the group, and SIGKILL to the group when something of it is left after {@code grace}. Returns at once. A
     * process that is not provably ours any more is not signalled. Calling it again shortens the grace, never lengthens it.
     *
     * @return completed when nothing of the group is left; never exceptionally
     */
    CompletionStage<ExitStatus> terminate(ProcessIdentity process, Duration grace);

    /** What Navigator is responsible for now, adopted processes included. */
    List<RunningProcess> running();

    /** The last lines a process wrote to stdout and stderr, oldest first, control characters escaped; reads files. */
    List<String> lastOutput(ProcessIdentity process, int lines);

    /**
     * Whether something in the process's own session or tree listens on {@code port}, as opposed to a stranger. Reads
     * {@code /proc}: a millisecond or so.
     */
    boolean listens(ProcessIdentity process, int port);
}
