package dev.navigator.processes;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One process we are responsible for: what is wanted of it ({@link #deadline}) and what was observed ({@link #status}), kept
 * apart. Guarded by the lock of the {@link Supervisor}; what is only of use to a look belongs to whoever looks.
 */
final class Watched {

    final RunningProcess process;
    /** Null for an adopted one: its parent is somebody else. */
    final @Nullable Process child;
    /** Completed when nothing of it is left. */
    final CompletableFuture<ExitStatus> gone;
    /** Whether it was seen alive since we watch it; see {@link Scan#kin}. */
    final boolean witnessed;
    /** Whether others know of it. A stray from an earlier run is only ended. */
    final boolean announced;

    /** Known once it has ended. */
    @Nullable
    ExitStatus status;
    /** Until when it, or what it left behind, may end in order; null while it is wanted. On the scheduler's clock. */
    @Nullable
    Long deadline;

    /** From the JDK, which holds it until the process ends. */
    @Nullable
    CompletableFuture<Process> exit;

    // A look's own
    boolean asked;
    int looks;
    /** Looks in a row that saw nothing of it. */
    int unseen;

    int kills;
    long nextKill;
    final Set<ProcessIdentity> known = new HashSet<>();
    final Set<ProcessIdentity> askedOutsiders = new HashSet<>();

    Watched(RunningProcess process, @Nullable Process child, boolean witnessed, boolean announced) {
        this(process, child, witnessed, announced, new CompletableFuture<>());
    }

    private Watched(
            RunningProcess process,
            @Nullable Process child,
            boolean witnessed,
            boolean announced,
            CompletableFuture<ExitStatus> gone) {
        this.process = process;
        this.child = child;
        this.witnessed = witnessed;
        this.announced = announced;
        this.gone = gone;
    }

    ProcessIdentity identity() {
        return process.identity();
    }

    /** Lets it end in order until {@code until}, or an earlier time that was said before. */
    void endBy(long until) {
        if (deadline == null || until - deadline < 0) {
            deadline = until;
        }
    }

    /**
     * Has the JDK forget us: it would hold our classes until the process ends. Cancelling would not do, as an exception
     * remembers who made it.
     */
    void unfollow() {
        if (exit != null && child != null) {
            exit.complete(child);
        }
    }

    /** For a successor, in classes that both of us know. */
    Map<String, Object> toMap() {
        Map<String, Object> state = new HashMap<>();
        state.put("process", process);
        put(state, "child", child);
        state.put("gone", gone);
        state.put("witnessed", witnessed);
        state.put("announced", announced);
        put(state, "status", status);
        put(state, "deadline", deadline);
        state.put("asked", asked);
        state.put("known", new HashSet<>(known));
        state.put("askedOutsiders", new HashSet<>(askedOutsiders));
        return state;
    }

    @SuppressWarnings("unchecked") // as toMap puts it
    static Watched fromMap(Map<?, ?> state) {
        Watched watched = new Watched(
                (RunningProcess) required(state, "process"),
                (Process) state.get("child"),
                (Boolean) required(state, "witnessed"),
                (Boolean) required(state, "announced"),
                (CompletableFuture<ExitStatus>) required(state, "gone"));
        watched.status = (ExitStatus) state.get("status");
        watched.deadline = (Long) state.get("deadline");
        watched.asked = (Boolean) required(state, "asked");
        watched.known.addAll((Set<ProcessIdentity>) required(state, "known"));
        watched.askedOutsiders.addAll((Set<ProcessIdentity>) required(state, "askedOutsiders"));
        return watched;
    }

    private static void put(Map<String, Object> state, String key, @Nullable Object value) {
        if (value != null) {
            state.put(key, value);
        }
    }

    static List<?> list(Map<?, ?> state, String key) {
        return (List<?>) required(state, key);
    }

    static Map<?, ?> map(Map<?, ?> state, String key) {
        return (Map<?, ?>) required(state, key);
    }

    private static Object required(Map<?, ?> state, String key) {
        Object value = state.get(key);
        if (value == null) {
            throw new IllegalArgumentException("what the predecessor left has no '" + key + "'");
        }
        return value;
    }
}
