package dev.navigator.proxy.log;

import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.runtime.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines to a file, some at a time, off the threads that make them. It never holds one up: when the file is too slow, lines
 * are lost, counted and reported.
 */
public final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int RING = 512 << 10;
    private static final Duration DELAY = Duration.ofMillis(100);

    private final LoggingSettings.AccessLog settings;
    private final Scheduler scheduler;
    private final ByteRing[] rings;
    private final LogFile file;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean hurried = new AtomicBoolean();
    private long reported;
    private boolean failing;

    /**
     * @param threads that make lines, counted from 0
     */
    public AccessLog(LoggingSettings.AccessLog settings, int threads, Scheduler scheduler) {
        this.settings = settings;
        this.scheduler = scheduler;
        rings = IntStream.range(0, threads).mapToObj(i -> new ByteRing(RING)).toArray(ByteRing[]::new);
        file = new LogFile(settings.file());
    }

    public LoggingSettings.AccessLog settings() {
        return settings;
    }

    /** Adds a line, with its line end; from the thread called {@code thread} alone. Never blocks. */
    public void add(int thread, byte[] line, int length) {
        ByteRing ring = rings[thread];
        ring.offer(line, length);
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            scheduler.after(DELAY, scheduler.blocking(), this::write);
        }
        if (ring.halfFull() && hurried.compareAndSet(false, true)) {
            scheduler.blocking().execute(this::write);
        }
    }

    /** Writes all lines there are; blocks. */
    public void write() {
        scheduled.set(false);
        hurried.set(false);
        writing.lock();
        try {
            file.follow();
            for (ByteRing ring : rings) {
                ring.drainTo(file);
            }
            failing = false;
        } catch (IOException e) {
            failed(e);
        } finally {
            reportLoss();
            writing.unlock();
        }
    }

    private void failed(IOException cause) {
        if (!failing) {
            LOG.error(
                    "Access log not written, lines are being lost file={} reason={}",
                    settings.file(),
                    cause.toString());
        }
        failing = true;
        for (ByteRing ring : rings) {
            ring.clear();
        }
    }

    private void reportLoss() {
        long refused = 0;
        for (ByteRing ring : rings) {
            refused += ring.refused();
        }
        if (refused > reported) {
            LOG.warn(
                    "Access log lost lines, its file is too slow file={} lines={}",
                    settings.file(),
                    refused - reported);
            reported = refused;
        }
    }

    /** Writes what is left and closes the file; blocks. Lines added later open it again. */
    public void close() {
        write();
        writing.lock();
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Access log was not closed in order file={}", settings.file(), e);
        } finally {
            writing.unlock();
        }
    }
}
