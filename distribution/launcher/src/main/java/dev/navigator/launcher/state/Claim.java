package dev.navigator.launcher.state;

import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.launcher.runtime.LaunchFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What only one Navigator has at a time: the state directory and the PID file. Thread-safe. */
public final class Claim implements AutoCloseable {

    private enum Phase {
        HELD,
        /** Left to a successor. */
        YIELDED,
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Claim.class);
    private static final Duration GUARD = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path pidPath;
    private final ReentrantLock changing = new ReentrantLock();
    private Phase phase = Phase.HELD;
    private StateDirectory state;
    private PidFile pidFile;

    private Claim(Path pidPath, StateDirectory state, PidFile pidFile) {
        this.pidPath = pidPath;
        this.state = state;
        this.pidFile = pidFile;
    }

    /** Takes both. */
    public static Claim make(ServerSettings server) {
        StateDirectory state = StateDirectory.take(server.stateDirectory());
        return new Claim(server.pidFile(), state, pidFile(state, () -> PidFile.write(server.pidFile())));
    }

    /** Takes both after {@code predecessor}, which has let go of them or is about to end. */
    public static Claim after(long predecessor, ServerSettings server) {
        StateDirectory state = take(server.stateDirectory());
        return new Claim(server.pidFile(), state, pidFile(state, () -> PidFile.replace(server.pidFile(), predecessor)));
    }

    private static PidFile pidFile(StateDirectory state, Supplier<PidFile> writing) {
        boolean written = false;
        try {
            PidFile file = writing.get();
            written = true;
            return file;
        } finally {
            if (!written) {
                state.close();
            }
        }
    }

    /** Waits a moment for whoever has it still. */
    private static StateDirectory take(Path path) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (StateDirectory.inUse(path) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK);
        }
        return StateDirectory.take(path);
    }

    public Path stateDirectory() {
        return state.path();
    }

    /**
     * Makes again from now on, within seconds, what somebody removes: those who clean folders for temporary files do, and
     * without it no command would find this Navigator.
     */
    public void guard(Scheduler scheduler) {
        scheduler.after(GUARD, scheduler.blocking(), () -> {
            changing.lock();
            try {
                restore();
                if (phase != Phase.ENDED) {
                    guard(scheduler);
                }
            } finally {
                changing.unlock();
            }
        });
    }

    private void restore() {
        try {
            if (phase == Phase.HELD && state.restore()) {
                LOG.warn("State folder was removed and is there again path={}", state.path());
            }
            if (phase == Phase.HELD && pidFile.restore()) {
                LOG.warn("PID file was removed and is there again path={}", pidPath);
            }
        } catch (IOException | LaunchFailure e) {
            LOG.debug("State folder or PID file was removed and cannot be made again yet", e);
        }
    }

    /** Leaves the state directory to a successor, who replaces the PID file. */
    public void letGo() {
        changing.lock();
        try {
            phase = Phase.YIELDED;
            state.close();
        } finally {
            changing.unlock();
        }
    }

    /** Takes both again, as far as they were let go, after a successor that has ended. */
    public void takeBack(long successor) {
        changing.lock();
        try {
            if (!state.held()) {
                state = take(state.path());
            }
            pidFile = PidFile.replace(pidPath, successor);
            phase = Phase.HELD;
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void close() {
        changing.lock();
        try {
            phase = Phase.ENDED;
            pidFile.remove();
        } finally {
            state.close();
            changing.unlock();
        }
    }
}
