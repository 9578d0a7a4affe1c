package dev.navigator.testing;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchException;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Processes that exist only in a test, which decides when they listen, fail and end. Thread-safe; listeners hear of an end
 * on the thread that caused it.
 */
public final class FakeProcesses implements Processes {

    private static final ExitStatus TERMINATED = ExitStatus.ofJava(128 + 15);
    private static final ExitStatus KILLED = ExitStatus.ofJava(128 + 9);

    private final AtomicLong pids = new AtomicLong(1000);
    private final Map<Long, RunningProcess> running = new ConcurrentSkipListMap<>();
    private final Map<Long, CompletableFuture<ExitStatus>> ends = new ConcurrentHashMap<>();
    private final Map<Long, List<String>> output = new ConcurrentHashMap<>();
    private final Set<Long> listening = ConcurrentHashMap.newKeySet();
    private final List<ProcessListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<LaunchSpec> launched = new ConcurrentLinkedQueue<>();
    private final Queue<Termination> terminations = new ConcurrentLinkedQueue<>();
    private volatile @Nullable LaunchException refusal;
    private volatile @Nullable RuntimeException defect;
    private volatile boolean listenAtOnce = true;
    private volatile boolean obedient = true;

    /** A call of {@link #terminate}. */
    public record Termination(ProcessIdentity process, Duration grace) {}

    @Override
    public RunningProcess launch(LaunchSpec spec) {
        LaunchException refused = refusal;
        if (refused != null) {
            throw refused;
        }
        launched.add(spec);
        return add(spec, false);
    }

    /** A process that an earlier run of Navigator started as {@code spec} says. */
    public RunningProcess survivor(LaunchSpec spec) {
        return add(spec, true);
    }

    private RunningProcess add(LaunchSpec spec, boolean adopted) {
        long pid = pids.incrementAndGet();
        RunningProcess process = new RunningProcess(
                new ProcessIdentity(pid, pid * 10, "boot"),
                spec.owner(),
                spec.port(),
                spec.pidFile(),
                spec.digest(),
                Path.of("output", spec.owner().label()),
                adopted);
        running.put(pid, process);
        if (listenAtOnce) {
            listening.add(pid);
        }
        return process;
    }

    @Override
    public CompletionStage<ExitStatus> terminate(ProcessIdentity process, Duration grace) {
        terminations.add(new Termination(process, grace));
        RuntimeException thrown = defect;
        if (thrown != null) {
            throw thrown;
        }
        if (!running.containsKey(process.pid())) {
            return CompletableFuture.completedFuture(ExitStatus.UNKNOWN);
        }
        CompletableFuture<ExitStatus> end = end(process.pid());
        if (grace.isZero()) {
            exit(process.pid(), KILLED);
        } else if (obedient) {
            exit(process.pid(), TERMINATED);
        }
        return end;
    }

    @Override
    public List<RunningProcess> running() {
        return List.copyOf(running.values());
    }

    @Override
    public List<String> lastOutput(ProcessIdentity process, int lines) {
        List<String> all = output.getOrDefault(process.pid(), List.of());
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    @Override
    public boolean listens(ProcessIdentity process, int port) {
        RunningProcess found = running.get(process.pid());
        return found != null
                && found.identity().equals(process)
                && listening.contains(process.pid())
                && found.port().orElse(-1) == port;
    }

    /** Whether anything listens on {@code port}, as a probe would find. */
    public boolean accepts(int port) {
        return running.values().stream()
                .anyMatch(process ->
                        listening.contains(process.pid()) && process.port().orElse(-1) == port);
    }

    public void addListener(ProcessListener listener) {
        listeners.add(listener);
    }

    public void removeListener(ProcessListener listener) {
        listeners.remove(listener);
    }

    /** Whether processes listen as soon as they are launched; they do unless told otherwise. */
    public void listenAtOnce(boolean atOnce) {
        listenAtOnce = atOnce;
    }

    /** Whether processes end when terminated with some grace; they do unless told otherwise. */
    public void obedient(boolean obeys) {
        obedient = obeys;
    }

    /** Lets every launch fail, until called with null. */
    public void refuse(@Nullable String reason) {
        refusal = reason == null ? null : new LaunchException(reason, null);
    }

    /** Lets every call of {@link #terminate} fail, until called with null. */
    public void failToTerminate(@Nullable RuntimeException failure) {
        defect = failure;
    }

    public void listen(long pid) {
        listening.add(pid);
    }

    /** The process runs on but listens no more. */
    public void deafen(long pid) {
        listening.remove(pid);
    }

    public void print(long pid, String... lines) {
        output.put(pid, List.of(lines));
    }

    /** The process ends, and with it all of its group. */
    public void exit(long pid, ExitStatus status) {
        RunningProcess process = running.get(pid);
        if (process == null) {
            return;
        }
        exitAlone(pid, status);
        vanish(pid, status);
    }

    /** The process ends; others of its group run on until {@link #vanish}. */
    public void exitAlone(long pid, ExitStatus status) {
        listening.remove(pid);
        RunningProcess process = Objects.requireNonNull(running.get(pid), "no process " + pid);
        listeners.forEach(listener -> listener.exited(process, status));
    }

    /** Nothing is left of the process's group. */
    public void vanish(long pid, ExitStatus status) {
        RunningProcess process = running.remove(pid);
        if (process != null) {
            listeners.forEach(listener -> listener.gone(process, status));
            end(pid).complete(status);
        }
    }

    /** The process ends and nobody hears of it. */
    public void exitUnheard(long pid) {
        listening.remove(pid);
        running.remove(pid);
    }

    /** What was launched so far, oldest first. */
    public List<LaunchSpec> launched() {
        return List.copyOf(launched);
    }

    /** What was to be terminated so far, oldest first. */
    public List<Termination> terminations() {
        return List.copyOf(terminations);
    }

    public boolean runs(long pid) {
        return running.containsKey(pid);
    }

    /** The PIDs that run, oldest first. */
    public List<Long> pids() {
        return List.copyOf(running.keySet());
    }

    /** The process launched last. */
    public RunningProcess newest() {
        List<RunningProcess> all = running();
        return all.get(all.size() - 1);
    }

    private CompletableFuture<ExitStatus> end(long pid) {
        return ends.computeIfAbsent(pid, key -> new CompletableFuture<>());
    }
}
