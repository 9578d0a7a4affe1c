package dev.navigator.processes;

import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of the end of processes, in one mailbox, never under a lock: to each, everything since it came, in order
 * and once. One that goes is taken to be replaced: what happens until another of its name comes is kept for that one, for a
 * while.
 */
final class Announcer {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(1);
    private static final int MOST_KEPT = 10_000;

    private final Executor mailbox;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<String, Audience> audiences = new HashMap<>();
    private boolean calling;
    private boolean closed;

    Announcer(Executor mailbox, LongSupplier nanoTime) {
        this.mailbox = mailbox;
        this.nanoTime = nanoTime;
    }

    private record Event(boolean gone, RunningProcess process, ExitStatus status) {
        void tell(ProcessListener listener) {
            if (gone) {
                listener.gone(process, status);
            } else {
                listener.exited(process, status);
            }
        }
    }

    private static final class Audience {
        private final Deque<Event> events = new ArrayDeque<>();
        private @Nullable ProcessListener listener;
        private long leftAt;
    }

    private record Delivery(Audience audience, ProcessListener listener, Event event) {}

    /** @param name the same for a listener and for the one that replaces it */
    void add(String name, ProcessListener listener) {
        lock.lock();
        try {
            audiences.computeIfAbsent(name, key -> new Audience()).listener = listener;
        } finally {
            lock.unlock();
        }
        tell();
    }

    /** Withdraws a listener, unless another has replaced it. */
    void remove(String name, ProcessListener listener) {
        lock.lock();
        try {
            Audience audience = audiences.get(name);
            if (audience != null && audience.listener == listener) {
                audience.listener = null;
                audience.leftAt = nanoTime.getAsLong();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Notes an end. Calls nobody, so may be called under a lock; {@link #tell} is to follow without. */
    void exited(RunningProcess process, ExitStatus status) {
        note(new Event(false, process, status));
    }

    /** As {@link #exited}. */
    void gone(RunningProcess process, ExitStatus status) {
        note(new Event(true, process, status));
    }

    /** Has listeners told what was noted. */
    void tell() {
        mailbox.execute(this::deliver);
    }

    /** What listeners have not heard yet, for a successor; waits for a call under way, and makes no more. */
    Map<String, Object> close() {
        Map<String, Object> left = new HashMap<>();
        long patience = CALL_LIMIT.toNanos();
        lock.lock();
        try {
            closed = true;
            while (calling && patience > 0) {
                patience = idle.awaitNanos(patience);
            }
            audiences.forEach((name, audience) -> {
                List<List<Object>> events = new ArrayList<>();
                audience.events.forEach(event -> events.add(List.of(event.gone, event.process, event.status)));
                left.put(name, events);
            });
            audiences.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return left;
    }

    /** Goes on where a predecessor stopped. */
    void resume(Map<?, ?> left) {
        lock.lock();
        try {
            left.forEach((name, events) -> {
                Audience audience = audiences.computeIfAbsent((String) name, key -> new Audience());
                audience.leftAt = nanoTime.getAsLong();
                ((List<?>) events).forEach(event -> audience.events.add(event((List<?>) event)));
            });
        } finally {
            lock.unlock();
        }
    }

    private static Event event(List<?> parts) {
        return new Event((Boolean) parts.get(0), (RunningProcess) parts.get(1), (ExitStatus) parts.get(2));
    }

    private void note(Event event) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            audiences
                    .values()
                    .removeIf(audience -> audience.listener == null
                            && (now - audience.leftAt > PATIENCE.toNanos() || audience.events.size() >= MOST_KEPT));
            audiences.values().forEach(audience -> audience.events.add(event));
        } finally {
            lock.unlock();
        }
    }

    private void deliver() {
        for (Delivery next = next(); next != null; next = next()) {
            try {
                next.event.tell(next.listener);
            } catch (RuntimeException e) {
                failed(next, e);
            }
        }
    }

    private @Nullable Delivery next() {
        lock.lock();
        try {
            calling = false;
            for (Audience audience : audiences.values()) {
                if (!closed && audience.listener != null && !audience.events.isEmpty()) {
                    calling = true;
                    return new Delivery(audience, audience.listener, audience.events.remove());
                }
            }
            idle.signalAll();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** One that failed because it was being replaced has not heard; its successor will. */
    private void failed(Delivery delivery, RuntimeException e) {
        lock.lock();
        try {
            if (delivery.audience.listener != delivery.listener) {
                delivery.audience.events.addFirst(delivery.event);
                return;
            }
        } finally {
            lock.unlock();
        }
        LOG.error("Listener failed pid={}", delivery.event.process.pid(), e);
    }
}
