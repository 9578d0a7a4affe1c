package dev.navigator.processes;

import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.pids.ProcessStat;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The duty of PID 1, when Navigator is that in a container: to wait for orphans, which become its children, or they stay as
 * zombies. The JDK waits for the children it started, and one wait only gets the status: so a zombie is left to it while it
 * has an entry for it, and until it was seen in two looks, by when the JDK has an entry for whatever it started.
 *
 * <p>Reaches into {@code java.lang.ProcessHandleImpl}, for which the JVM needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class OrphanReaper {

    static final Duration LOOK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(OrphanReaper.class);

    private final ProcTable table;
    private final @Nullable Wait wait;
    private Set<ProcessIdentity> seen = Set.of();

    OrphanReaper(ProcTable table) {
        this.table = table;
        wait = table.self() == 1 ? Wait.open() : null;
    }

    /** @return when to look again; empty when this is not our duty, or cannot be done */
    Optional<Duration> look() {
        if (wait == null) {
            return Optional.empty();
        }
        List<ProcessStat> zombies = table.all().stream()
                .filter(stat -> stat.dead() && stat.parent() == table.self())
                .filter(stat -> !wait.isForJdk(stat.pid()))
                .toList();
        Set<ProcessIdentity> now = new HashSet<>();
        for (ProcessStat zombie : zombies) {
            ProcessIdentity identity = zombie.identity(table.bootId());
            if (!seen.contains(identity)) {
                now.add(identity);
            } else if (!wait.isForJdk(zombie.pid())) {
                LOG.debug("Reaped an orphan pid={} status={}", zombie.pid(), wait.reap(zombie.pid()));
            }
        }
        seen = now;
        return Optional.of(LOOK);
    }

    /** The JDK's way to wait for a process. */
    private record Wait(Method waitForExit, Map<?, ?> completions) {

        static @Nullable Wait open() {
            try {
                Class<?> handles = Class.forName("java.lang.ProcessHandleImpl");
                Method wait = handles.getDeclaredMethod("waitForProcessExit0", long.class, boolean.class);
                Field completions = handles.getDeclaredField("completions");
                wait.setAccessible(true);
                completions.setAccessible(true);
                return new Wait(wait, (Map<?, ?>) completions.get(null));
            } catch (ReflectiveOperationException | InaccessibleObjectException | ClassCastException e) {
                LOG.warn(
                        "Navigator is PID 1 and cannot reap orphans: start the JVM with"
                                + " --add-opens java.base/java.lang=ALL-UNNAMED, or under an init such as tini reason={}",
                        e.toString());
                return null;
            }
        }

        boolean isForJdk(long pid) {
            return completions.containsKey(pid);
        }

        int reap(long pid) {
            try {
                return (Integer) waitForExit.invoke(null, pid, true);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("process " + pid + " cannot be waited for", e);
            }
        }
    }
}
