package dev.navigator.launcher.state;

import dev.navigator.api.config.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What only one Navigator has at a time: the state directory and the PID file. Confined to one thread at a time. */
public final class Claim implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path pidPath;
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

    /** Leaves the state directory to a successor, who replaces the PID file. */
    public void letGo() {
        state.close();
    }

    /** Takes both again, as far as they were let go, after a successor that has ended. */
    public void takeBack(long successor) {
        if (!state.held()) {
            state = take(state.path());
        }
        pidFile = PidFile.replace(pidPath, successor);
    }

    @Override
    public void close() {
        try {
            pidFile.remove();
        } finally {
            state.close();
        }
    }
}
