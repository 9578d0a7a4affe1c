package dev.navigator.pool;

import dev.navigator.api.runtime.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Notices when {@code tmp/restart.txt} in a tenant's working folder is touched, or finds at the first look when it was. Every
 * request is followed by a look, at most one a second, on a thread that may block; without requests nobody looks. A file that
 * was not there before may be an application's: Puma's plugin tmp_restart makes one at boot. Thread-safe.
 */
final class RestartFile {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long UNKNOWN = -1;
    private static final long MISSING = 0;

    private final Scheduler scheduler;
    private final Supplier<Path> workingDirectory;
    private final Consumer<Instant> found;
    private final Runnable touched;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long nextLook;
    private volatile long modified;

    /**
     * @param found told when one that was not seen before was last touched, on a thread that may block
     * @param touched run after each touch of one that was, on such a thread
     */
    RestartFile(Scheduler scheduler, Supplier<Path> workingDirectory, Consumer<Instant> found, Runnable touched) {
        this.scheduler = scheduler;
        this.workingDirectory = workingDirectory;
        this.found = found;
        this.touched = touched;
        nextLook = scheduler.nanoTime();
        modified = UNKNOWN;
    }

    /** As another left it, see {@link #modified}. */
    void resume(long lastModified) {
        modified = lastModified;
    }

    /** Cheap, and meant to be called for each request. */
    void requested() {
        if (!due.get() && due.compareAndSet(false, true)) {
            long delay = Math.max(0, nextLook - scheduler.nanoTime());
            scheduler.after(Duration.ofNanos(delay), scheduler.blocking(), this::look);
        }
    }

    /** When it was modified last, as far as is known; for a successor. */
    long modified() {
        return modified;
    }

    private void look() {
        nextLook = scheduler.nanoTime() + INTERVAL.toNanos();
        due.set(false);
        long before = modified;
        long now = modifiedNow();
        modified = now;
        if (now == MISSING || now == before) {
            return;
        }
        if (before == UNKNOWN || before == MISSING) {
            found.accept(Instant.EPOCH.plus(now, ChronoUnit.MICROS));
        } else {
            touched.run();
        }
    }

    private long modifiedNow() {
        try {
            return Files.getLastModifiedTime(workingDirectory.get().resolve("tmp/restart.txt"))
                    .to(TimeUnit.MICROSECONDS);
        } catch (NoSuchFileException e) {
            return MISSING;
        } catch (IOException e) {
            return modified; // cannot be seen now: nothing has been touched as far as we know
        }
    }
}
