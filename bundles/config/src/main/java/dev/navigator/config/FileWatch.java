package dev.navigator.config;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a file was saved, replaced by renaming, or is reached through another symbolic link. Looks at it twice a second: a
 * change counts when the next look finds it unchanged, so that half-written files are left alone. Its first finding is the file as
 * it is, since nobody knows what happened before the first look.
 */
final class FileWatch {

    static final Duration INTERVAL = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final Path file;
    private final Scheduler scheduler;
    private final Runnable changed;
    private final ReentrantLock state = new ReentrantLock();
    private @Nullable Stamp seen;
    private @Nullable Stamp acted;
    private @Nullable Timer timer;
    private boolean missing;
    private boolean closed;

    /** Tells one content of a file from another. */
    private record Stamp(FileTime modified, long size, Object key) {}

    /**
     * @param changed runs where blocking is allowed, never twice at once
     */
    FileWatch(Path file, Scheduler scheduler, Runnable changed) {
        this.file = file;
        this.scheduler = scheduler;
        this.changed = changed;
    }

    void start() {
        state.lock();
        try {
            if (!closed) {
                timer = scheduler.after(INTERVAL, scheduler.blocking(), this::look);
            }
        } finally {
            state.unlock();
        }
    }

    /** A change being acted upon is not waited for. */
    void close() {
        state.lock();
        try {
            closed = true;
            if (timer != null) {
                timer.cancel();
            }
        } finally {
            state.unlock();
        }
    }

    private void look() {
        try {
            Stamp now = stamp();
            if (now != null && settled(now)) {
                changed.run();
            }
        } finally { // whatever went wrong: the next change is to be noticed
            start();
        }
    }

    private boolean settled(Stamp now) {
        state.lock();
        try {
            boolean settled = !closed && now.equals(seen) && !now.equals(acted);
            seen = now;
            if (settled) {
                acted = now;
            }
            return settled;
        } finally {
            state.unlock();
        }
    }

    private @Nullable Stamp stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            missing = false;
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            if (!missing) {
                missing = true;
                LOG.warn("Watched configuration is not there, the one in force stays config={}", file);
            }
            return null;
        }
    }
}
