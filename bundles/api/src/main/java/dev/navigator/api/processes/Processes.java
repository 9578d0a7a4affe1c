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
 *
 * <p>What a process starts in turn belongs to it, in whatever session: it bears the environment variable
 * {@code NAVIGATOR_PROCESS}. The service appears once what an earlier run left is known. Whoever still asks one that was
 * replaced gets an {@link IllegalStateException}, and nothing was done: the one that replaced it is to be asked. Linux only.
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
     * {@code /proc}: a millisecond or so if it does, ten if it does not, as the kernel walks its whole table of
     * connections then. Ask when a connection was accepted. Of another user's process, as behind sudo, a listener of the
     * same user counts.
     */
    boolean listens(ProcessIdentity process, int port);
}
