package dev.navigator.logging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Carries lines to a target on a thread of its own, so that a slow disk, a full one or a pipe that nobody reads holds up
 * nobody who logs. What cannot be written waits, {@value #CAPACITY} bytes of it; what comes then is lost, counted and told of
 * once writing works again. After {@link #close} lines are written by whoever brings them.
 */
final class LineWriter implements AutoCloseable {

    static final int CAPACITY = 4 * 1024 * 1024;

    private static final int BATCH = 64 * 1024;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CLOSE_MILLIS = 2_000;

    /** Hears of trouble, on the writing thread. */
    interface Observer {
        /** Writing to a target, or closing it, began to fail. */
        void failing(String target, IOException cause);

        /**
         * Lines were lost, or writing works again.
         *
         * @param cause null if writing was only too slow
         * @return a line that says so, for the target
         */
        byte[] recovered(long linesLost, @Nullable IOException cause);
    }

    private sealed interface Item {}

    private record Lines(ByteBuffer bytes) implements Item {}

    private record Switch(Target next) implements Item {}

    private final Observer observer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<Item> queue = new ArrayDeque<>();
    private final Thread thread;
    private final ReentrantLock writing = new ReentrantLock();
    private Target target;
    private volatile @Nullable IOException failure;
    private int queued;
    private long lost;
    private long told = System.nanoTime() - RETRY_NANOS;
    private boolean closing;
    private boolean closed;

    LineWriter(Target target, Observer observer) {
        this.target = target;
        this.observer = observer;
        this.thread = new Thread(this::run, "navigator-log");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Takes a line, its end included. Never blocks before {@link #close}. */
    void add(byte[] line) {
        lock.lock();
        try {
            if (!closed) {
                if (queued + line.length > CAPACITY) {
                    lost++;
                } else {
                    queued += line.length;
                    queue.add(new Lines(ByteBuffer.wrap(line)));
                    news.signal();
                }
                return;
            }
        } finally {
            lock.unlock();
        }
        if (ended()) {
            write(ByteBuffer.wrap(line));
        }
    }

    /** Lines added from now on go to {@code next}, those added before to the target so far, which is then closed. */
    void switchTo(Target next) {
        lock.lock();
        try {
            if (!closed) {
                queue.add(new Switch(next));
                news.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        take(next);
    }

    /** Ends the thread once it has written what waits, or after two seconds. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            news.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Why the last attempt to write failed; empty when it did not. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether the thread has ended. */
    boolean ended() {
        return !thread.isAlive();
    }

    private void run() {
        for (Item item = next(); item != null; item = next()) {
            if (item instanceof Switch change) {
                take(change.next);
            } else {
                deliver(((Lines) item).bytes);
            }
        }
    }

    /** Waits for what is next: a switch, or as many lines as are there and fit together. Null when there will be no more. */
    private @Nullable Item next() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closing) {
                news.awaitUninterruptibly();
            }
            Item first = queue.poll();
            if (!(first instanceof Lines lines)) {
                closed = first == null;
                return first;
            }
            return new Lines(together(lines.bytes));
        } finally {
            lock.unlock();
        }
    }

    private ByteBuffer together(ByteBuffer first) {
        queued -= first.remaining();
        if (!(queue.peek() instanceof Lines)) {
            return first;
        }
        ByteBuffer batch =
                ByteBuffer.allocate(Math.max(BATCH, first.remaining())).put(first);
        while (queue.peek() instanceof Lines lines && lines.bytes.remaining() <= batch.remaining()) {
            queued -= lines.bytes.remaining();
            batch.put(lines.bytes);
            queue.remove();
        }
        return batch.flip();
    }

    /** Tries until the lines are written, wherever they are to go by then, or this writer is closed. */
    private void deliver(ByteBuffer lines) {
        boolean patient = true;
        while (!write(lines) && patient) {
            Target other = pendingSwitch();
            if (other == null) {
                patient = pause();
            } else {
                backToStartOfLine(lines);
                take(other);
            }
        }
    }

    /** A target that does not work is left at once, with all that waits. */
    private @Nullable Target pendingSwitch() {
        lock.lock();
        try {
            for (Item item : queue) {
                if (item instanceof Switch change) {
                    queue.remove(item);
                    return change.next;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private static void backToStartOfLine(ByteBuffer lines) {
        int start = lines.position();
        while (start > 0 && lines.get(start - 1) != '\n') {
            start--;
        }
        lines.position(start);
    }

    private void take(Target next) {
        writing.lock();
        try {
            Target before = target;
            target = next;
            failure = null;
            close(before);
        } finally {
            writing.unlock();
        }
    }

    private void close(Target before) {
        try {
            before.close();
        } catch (IOException e) {
            observer.failing(before.name(), e);
        }
    }

    /** @return whether all of it was written */
    private boolean write(ByteBuffer bytes) {
        long gone = 0;
        writing.lock();
        try {
            IOException before = failure;
            target.write(bytes);
            failure = null;
            gone = takeLost(before != null);
            if (before != null || gone > 0) {
                target.write(ByteBuffer.wrap(observer.recovered(gone, before)));
            }
            return true;
        } catch (IOException e) {
            if (failure == null) {
                observer.failing(target.name(), e);
            }
            failure = e;
            giveBack(gone);
            return false;
        } finally {
            writing.unlock();
        }
    }

    /** How many lines were lost; not told more often than every second, unless {@code now}. */
    private long takeLost(boolean now) {
        lock.lock();
        try {
            long time = System.nanoTime();
            if (lost == 0 || (!now && time - told < RETRY_NANOS)) {
                return 0;
            }
            told = time;
            long taken = lost;
            lost = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(long untold) {
        lock.lock();
        try {
            lost += untold;
        } finally {
            lock.unlock();
        }
    }

    /** Waits before the next attempt. @return false when it is not worth waiting any more */
    private boolean pause() {
        lock.lock();
        try {
            long left = RETRY_NANOS;
            while (left > 0 && !closing) {
                left = news.awaitNanos(left);
            }
            return !closing;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }
}
