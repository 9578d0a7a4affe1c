package dev.navigator.processes;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.pids.ProcessStat;
import dev.navigator.api.processes.LaunchException;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.text.IoReason;
import dev.navigator.api.text.LogText;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts processes through setsid(1), which makes a session and a group of its own and then becomes the command: the PID
 * stays. Nothing but descriptors 0 to 2 is inherited: /dev/null and two files opened for append. Nothing of the process hangs
 * on this JVM. Keeps no state; may be called from any thread.
 */
final class Spawner {

    private static final Logger LOG = LoggerFactory.getLogger(Spawner.class);
    private static final Charset NATIVE = ProcTable.nativeCharset();
    private static final File NOTHING = new File("/dev/null");
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    /** What a service manager says to Navigator alone: an application would speak in its name (sd_notify(3)). */
    private static final Set<String> SERVICE_MANAGERS = Set.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID");

    private final ProcTable table;
    private final OutputFolders outputs;
    private final RunningJava java;

    Spawner(ProcTable table, OutputFolders outputs, RunningJava java) {
        this.table = table;
        this.outputs = outputs;
        this.java = java;
    }

    /** @throws LaunchException when the process cannot be started; nothing is left behind then */
    Spawned spawn(LaunchSpec spec) {
        String label = spec.owner().label();
        if (spec.command().isEmpty()) {
            throw new LaunchException("'" + LogText.of(label) + "': has no command; give it one", null);
        }
        Path folder = workingDirectory(label, spec.workingDirectory());
        ProcessBuilder builder = new ProcessBuilder(argv(label, spec.command())).directory(folder.toFile());
        addEnvironment(builder, label, spec);
        CommandLookup.check(label, spec.command().get(0), folder, builder.environment());
        Path output = redirect(builder, spec);
        builder.environment().put(ProcTable.MARK, output.toString());
        Process child = start(builder, label, output);
        RunningProcess process = new RunningProcess(
                identity(child.pid()), spec.owner(), spec.port(), spec.pidFile(), spec.digest(), output, false);
        return new Spawned(process, child);
    }

    private static Path workingDirectory(String label, Path configured) {
        try {
            Path folder = configured.toRealPath();
            if (Files.isDirectory(folder)) {
                return folder;
            }
            throw new LaunchException(
                    "'" + LogText.of(label) + "': working folder " + LogText.of(configured)
                            + " is no folder; correct it",
                    null);
        } catch (IOException e) {
            throw new LaunchException(
                    "'" + LogText.of(label) + "': working folder " + LogText.of(configured) + " cannot be used ("
                            + IoReason.of(e) + "); make it, or correct working_dir",
                    e);
        }
    }

    private static List<String> argv(String label, List<String> command) {
        List<String> argv = new ArrayList<>(command.size() + 2);
        argv.add(setsid(label).toString());
        argv.add("--");
        for (String argument : command) {
            requireRepresentable(label, "an argument", argument);
            argv.add(argument);
        }
        return argv;
    }

    private static Path setsid(String label) {
        return SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new LaunchException(
                        "'" + LogText.of(label) + "': setsid is not there; install util-linux", null));
    }

    /** Never says a value: it may be secret. */
    private static void addEnvironment(ProcessBuilder builder, String label, LaunchSpec spec) {
        builder.environment().keySet().removeAll(SERVICE_MANAGERS);
        spec.environment().forEach((name, value) -> {
            requireRepresentable(label, "environment variable '" + LogText.of(name) + "'", value);
            try {
                builder.environment().put(name, value);
            } catch (IllegalArgumentException e) {
                throw new LaunchException(
                        "'" + LogText.of(label) + "': environment variable '" + LogText.of(name)
                                + "' has a name or value that no environment can hold; correct it",
                        null);
            }
        });
    }

    /** The JDK would pass question marks for what the locale cannot say. */
    private static void requireRepresentable(String label, String what, String text) {
        if (!NATIVE.newEncoder().canEncode(text)) {
            throw new LaunchException(
                    "'" + LogText.of(label) + "': " + what + " has characters that " + NATIVE
                            + " has not; start Navigator in a UTF-8 locale, such as LC_ALL=C.UTF-8",
                    null);
        }
        if (text.indexOf('\0') >= 0) {
            throw new LaunchException("'" + LogText.of(label) + "': " + what + " contains NUL; remove it", null);
        }
    }

    /** A process is worth more than its output: on a disk that takes no file it runs without one. */
    private Path redirect(ProcessBuilder builder, LaunchSpec spec) {
        builder.redirectInput(NOTHING);
        try {
            Path folder = outputs.create(spec.owner());
            builder.redirectOutput(
                    Redirect.appendTo(folder.resolve(OutputFolders.STDOUT).toFile()));
            builder.redirectError(
                    Redirect.appendTo(folder.resolve(OutputFolders.STDERR).toFile()));
            LaunchNote.write(folder, spec);
            return folder;
        } catch (IOException e) {
            LOG.error(
                    "Process starts without output files name={} reason={}",
                    LogText.of(spec.owner().name()),
                    IoReason.of(e));
            builder.redirectOutput(Redirect.DISCARD);
            builder.redirectError(Redirect.DISCARD);
            return outputs.nowhere(spec.owner());
        }
    }

    private Process start(ProcessBuilder builder, String label, Path output) {
        try {
            return builder.start();
        } catch (IOException e) {
            outputs.discard(output);
            throw new LaunchException("'" + LogText.of(label) + "': " + obstacle(e), e);
        } catch (OutOfMemoryError e) {
            // the JDK found no thread to wait for a child that may run already
            endMarked(output);
            throw new LaunchException(
                    "'" + LogText.of(label)
                            + "': the system has no thread left to wait for a process; raise its limits",
                    e);
        }
    }

    private String obstacle(IOException cause) {
        return java.replaced()
                ? "the Java that Navigator runs on, " + LogText.of(java.toString())
                        + ", was replaced or removed, and without it no process starts; start Navigator anew"
                : "the system starts no process (" + LogText.of(String.valueOf(cause.getMessage()))
                        + "); see its limits of processes, memory and open files";
    }

    private void endMarked(Path output) {
        table.all().stream()
                .filter(stat -> stat.parent() == table.self())
                .filter(stat ->
                        table.mark(stat.pid()).filter(output.toString()::equals).isPresent())
                .forEach(stat -> ProcessHandle.of(stat.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }

    /**
     * A child that has ended can be read until the JDK has reaped it, which may have happened. What started now and is not
     * there any more, started at the latest now: nothing that lives can be mistaken for it.
     */
    private ProcessIdentity identity(long pid) {
        Optional<ProcessStat> stat = table.stat(pid).filter(found -> found.parent() == table.self());
        return stat.map(found -> found.identity(table.bootId()))
                .orElseGet(() -> new ProcessIdentity(pid, table.ticksNow(), table.bootId()));
    }
}
