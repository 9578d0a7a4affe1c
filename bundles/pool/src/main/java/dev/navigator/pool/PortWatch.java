package dev.navigator.pool;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells starting instances as soon as somebody listens on their ports: Linux does not tell by itself. One task looks at all
 * ports whose time has come, as waking a thread for each would cost more than looking. Thread-safe.
 *
 * <p>The pause grows with the time that one has taken so far, which adds little to any start: a tenth of it, up to an amount
 * that nobody notices. When there are many each is looked at less often, so that together they stay cheap.
 */
final class PortWatch {

    private static final long SHORTEST = Duration.ofMillis(1).toNanos();
    private static final long LONGEST = Duration.ofMillis(8).toNanos();
    private static final long SHARE_OF_EACH = Duration.ofMillis(1).toNanos();

    private static final long LOST = Duration.ofSeconds(1).toNanos();

    private final Scheduler scheduler;
    private final IntPredicate listened;
    private final Set<Wait> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final ReentrantLock planning = new ReentrantLock();
    private @Nullable Timer next;
    private long nextAt;

    /**
     * @param listened whether somebody listens on a port, as {@link #isListenedOn} finds out
     */
    PortWatch(Scheduler scheduler, IntPredicate listened) {
        this.scheduler = scheduler;
        this.listened = listened;
    }

    /** One instance that waits. */
    static final class Wait {
        private final int port;
        private final Runnable heard;
        private final long began;
        private long due;

        private Wait(int port, Runnable heard, long now) {
            this.port = port;
            this.heard = heard;
            began = now;
            due = now;
        }
    }

    /**
     * @param heard run once, on a thread that may block
     */
    Wait begin(int port, Runnable heard) {
        Wait wait = new Wait(port, heard, scheduler.nanoTime());
        waiting.add(wait);
        lookWithin(SHORTEST);
        return wait;
    }

    void end(Wait wait) {
        waiting.remove(wait);
    }

    /** Whether somebody listens on a port now. */
    boolean finds(int port) {
        return listened.test(port);
    }

    /** The pause of one that has taken {@code elapsed} so far. */
    static long pause(long elapsed, int together) {
        return Math.max(Math.max(SHORTEST, Math.min(LONGEST, elapsed / 10)), together * SHARE_OF_EACH);
    }

    /** Looks in {@code pause}, unless that happens before; one that should have happened long ago may have been lost. */
    private void lookWithin(long pause) {
        planning.lock();
        try {
            long now = scheduler.nanoTime();
            boolean planned = next != null && nextAt - now <= pause && now - nextAt < LOST;
            if (!planned) {
                if (next != null) {
                    next.cancel();
                }
                nextAt = now + pause;
                next = scheduler.after(Duration.ofNanos(pause), scheduler.blocking(), this::look);
            }
        } finally {
            planning.unlock();
        }
    }

    private void look() {
        begun();
        if (!looking.compareAndSet(false, true)) {
            lookWithin(SHORTEST); // whoever came meanwhile may have been passed over
            return;
        }
        long pause = LONGEST;
        try {
            pause = lookAtAll();
        } finally { // whatever went wrong: those that wait are looked at again
            looking.set(false);
            if (!waiting.isEmpty()) {
                lookWithin(pause);
            }
        }
    }

    private void begun() {
        planning.lock();
        try {
            next = null;
        } finally {
            planning.unlock();
        }
    }

    private long lookAtAll() {
        long now = scheduler.nanoTime();
        long soonest = Long.MAX_VALUE;
        for (Wait wait : waiting) {
            soonest = Math.min(soonest, look(wait, now));
        }
        return Math.min(soonest, LOST);
    }

    /**
     * @return nanoseconds until it is to be looked at again
     */
    private long look(Wait wait, long now) {
        long pause = pause(now - wait.began, waiting.size());
        if (wait.due - now < pause / 4) { // soon counts as now, so that many come to be looked at together
            if (listened.test(wait.port)) {
                if (waiting.remove(wait)) {
                    scheduler.blocking().execute(wait.heard);
                }
                return Long.MAX_VALUE;
            }
            wait.due = now + pause;
        }
        return wait.due - now;
    }

    /**
     * Whether somebody listens on a port of this machine: where nobody does, a connection is refused at once; where somebody
     * is slow to accept, it waits.
     */
    static boolean isListenedOn(int port) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.INET)) {
            channel.configureBlocking(false);
            return channel.connect(Starter.address(port)) || channel.finishConnect() || channel.isConnectionPending();
        } catch (IOException refused) {
            return false;
        }
    }
}
