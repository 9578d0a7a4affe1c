package dev.navigator.proxy.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs its connections one event at a time, with the buffers they share for that reason.
 *
 * <p>A few times a second all its channels are told that time has passed: deadlines need no timers.
 */
public final class IoThread extends Thread {

    /**
     * Free bytes before those read: a head that has grown on its way fits in front of the body it arrived with, and both leave
     * in one write.
     */
    public static final int HEADROOM = 8 << 10;

    /** The most that is read at once: less would cost as much per byte again, for the kernel's work per system call. */
    private static final int LARGEST_READ = 1 << 20;

    /** The same while much waits for slow peers already. */
    private static final int MODEST_READ = 256 << 10;

    /** The same while little room is left for that. */
    private static final int SMALL_READ = 16 << 10;

    private static final int TAILROOM = 64;
    private static final long TICK_MILLIS = 250;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long TICK_NANOS = TICK_MILLIS * NANOS_PER_MILLI;
    private static final long REPORT_NANOS = 10_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(IoThread.class);

    /** What is registered with the thread's selector. */
    interface Registered {

        /** Some of {@code operations} can be done. Must not throw. */
        void ready(int operations);

        /** Time has passed. Must not throw. */
        void tick();
    }

    private final int index;
    private final Selector selector;
    private final Consumer<SelectionKey> eventReady = this::ready;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private List<SocketChannel> cancelled = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(HEADROOM + LARGEST_READ + TAILROOM);
    private final ByteBuffer probe = ByteBuffer.allocateDirect(1);
    private final Buffers buffers;
    private @Nullable TlsBuffers tlsBuffers;
    private long nanos;
    /** What the wall clock is ahead of {@link #nanos}, in milliseconds. */
    private long offset;

    private long lastTick;
    private long lastReport;
    private volatile boolean ending;

    IoThread(int index, Budget budget) {
        super("navigator-io-" + index);
        this.index = index;
        buffers = new Buffers(budget);
        setDaemon(true);
        readClocks();
        lastReport = nanos - REPORT_NANOS;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts the threads of a reactor from 0. */
    public int index() {
        return index;
    }

    /** What was read last; overwritten by the next read of any connection. */
    public ByteBuffer in() {
        return in;
    }

    ByteBuffer probe() {
        return probe;
    }

    public Buffers buffers() {
        return buffers;
    }

    /** The most that is to be read at once now. */
    public int most() {
        if (buffers.strained()) {
            return buffers.scarce() ? SMALL_READ : MODEST_READ;
        }
        return LARGEST_READ;
    }

    /** Says that connections are given up, once in a while. */
    void reportExhaustion() {
        if (nanos - lastReport > REPORT_NANOS) {
            lastReport = nanos;
            LOG.warn("Connections are given up: their peers take too little of what waits for them");
        }
    }

    /** What secured connections need for the length of one call. */
    TlsBuffers tlsBuffers() {
        TlsBuffers current = tlsBuffers;
        if (current == null) {
            current = new TlsBuffers();
            tlsBuffers = current;
        }
        return current;
    }

    /**
     * Closes {@code channel} in a moment, once the selector has let go of it: closed before that, it would cost two more system
     * calls.
     */
    void close(SocketChannel channel, SelectionKey key) {
        if (Thread.currentThread() == this) {
            key.cancel();
            cancelled.add(channel);
        } else {
            closeNow(channel);
        }
    }

    private static void closeNow(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Connection was not closed in order", e);
        }
    }

    /** Makes the selector forget channels whose keys were cancelled; not to be called while an event is handled. */
    void forgetCancelled() throws IOException {
        selector.selectNow(eventReady);
    }

    Selector selector() {
        return selector;
    }

    /** Channels registered now. */
    int load() {
        return selector.keys().size();
    }

    /**
     * Monotonic time in nanoseconds as of the event that is being handled, in which it is asked for often. On this thread
     * alone, as {@link #millis}.
     */
    public long nanos() {
        return nanos;
    }

    /** The wall clock in milliseconds, as of the same moment. */
    public long millis() {
        return offset + nanos / NANOS_PER_MILLI;
    }

    private void readClocks() {
        nanos = System.nanoTime();
        offset = System.currentTimeMillis() - nanos / NANOS_PER_MILLI;
    }

    /** Makes another thread's change of interest be noticed. */
    void wakeUp() {
        if (Thread.currentThread() != this) {
            selector.wakeup();
        }
    }

    /** Runs {@code task} on this thread, soon; from any thread. Not at all once the thread has been told to end. */
    public void execute(Runnable task) {
        tasks.add(task);
        wakeUp();
    }

    /** Closes all channels and ends. */
    void end() {
        ending = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        lastTick = nanos;
        while (!ending) {
            try {
                turn();
            } catch (IOException | RuntimeException | Error e) {
                LOG.error("I/O thread goes on after an internal error", e);
            }
        }
        closeAll();
    }

    private void turn() throws IOException {
        List<SocketChannel> leaving = cancelled;
        if (leaving.isEmpty()) {
            select();
        } else {
            cancelled = new ArrayList<>();
            try {
                selector.selectNow(eventReady);
            } finally {
                leaving.forEach(IoThread::closeNow);
            }
        }
        nanos = System.nanoTime();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        if (nanos - lastTick >= TICK_NANOS) {
            tick();
        }
    }

    private void select() throws IOException {
        if (tasks.isEmpty()) {
            selector.select(eventReady, TICK_MILLIS);
        } else {
            selector.selectNow(eventReady);
        }
    }

    private void tick() {
        readClocks();
        lastTick = nanos;
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Registered registered && key.isValid()) {
                registered.tick();
            }
        }
    }

    private void ready(SelectionKey key) {
        nanos = System.nanoTime();
        if (key.attachment() instanceof Registered registered && key.isValid()) {
            registered.ready(key.readyOps());
        }
    }

    private void closeAll() {
        try {
            cancelled.forEach(IoThread::closeNow);
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            LOG.warn("I/O thread did not close all of its channels", e);
        }
    }
}
