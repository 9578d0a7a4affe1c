package dev.navigator.ports;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.PortLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Which ports are leased, and which were until a moment ago. Thread-safe; asks nobody and waits for nobody. */
final class LeaseBook {

    /** Long enough for what was meant for the last holder to be refused rather than to reach the next one. */
    static final Duration QUARANTINE = Duration.ofSeconds(3);

    private static final String LEASES = "leases";
    private static final String QUARANTINED = "quarantined";
    private static final String SERIAL = "serial";

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Integer, PortLease> leases = new TreeMap<>();
    private final Map<Integer, Long> quarantined = new HashMap<>();
    private long serial;
    private boolean closed;

    LeaseBook(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Goes on where another stopped; see {@link #close}. */
    LeaseBook(LongSupplier nanoTime, Map<?, ?> left) {
        this(nanoTime);
        if (left.get(LEASES) instanceof List<?> list) {
            list.forEach(lease -> leases.put(((PortLease) lease).port(), (PortLease) lease));
        }
        if (left.get(QUARANTINED) instanceof Map<?, ?> map) {
            map.forEach((port, until) -> quarantined.put((Integer) port, (Long) until));
        }
        if (left.get(SERIAL) instanceof Long last) {
            serial = last;
        }
    }

    /** Refuses every further change, and returns what a successor goes on with. */
    Map<String, Object> close() {
        lock.lock();
        try {
            closed = true;
            return Map.of(
                    LEASES, new ArrayList<>(leases.values()), QUARANTINED, new HashMap<>(quarantined), SERIAL, serial);
        } finally {
            lock.unlock();
        }
    }

    /** The ports of {@code range} that may be leased: not leased, and not in quarantine. */
    int[] rested(PortRange range) {
        return unleased(range, port -> !quarantined.containsKey(port));
    }

    /** The ports of {@code range} in quarantine, the last resort. */
    int[] resting(PortRange range) {
        return unleased(range, quarantined::containsKey);
    }

    int leased(PortRange range) {
        lock.lock();
        try {
            return (int) leases.keySet().stream().filter(range::contains).count();
        } finally {
            lock.unlock();
        }
    }

    /** Leases {@code port} to {@code tenant}; empty when somebody was faster. */
    Optional<PortLease> take(TenantId tenant, int port) {
        lock.lock();
        try {
            requireOpen();
            return leases.containsKey(port) ? Optional.empty() : Optional.of(enter(tenant, port));
        } finally {
            lock.unlock();
        }
    }

    /** The lease of {@code port}, made for {@code tenant} if there is none. */
    PortLease takeOrFind(TenantId tenant, int port) {
        lock.lock();
        try {
            requireOpen();
            PortLease held = leases.get(port);
            return held == null ? enter(tenant, port) : held;
        } finally {
            lock.unlock();
        }
    }

    void release(PortLease lease) {
        lock.lock();
        try {
            requireOpen();
            if (leases.remove(lease.port(), lease)) {
                quarantined.put(lease.port(), nanoTime.getAsLong() + QUARANTINE.toNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    List<PortLease> leases() {
        lock.lock();
        try {
            return List.copyOf(leases.values());
        } finally {
            lock.unlock();
        }
    }

    private int[] unleased(PortRange range, IntPredicate wanted) {
        lock.lock();
        try {
            requireOpen();
            long now = nanoTime.getAsLong();
            quarantined.values().removeIf(until -> until - now <= 0);
            return IntStream.rangeClosed(range.first(), range.last())
                    .filter(port -> !leases.containsKey(port))
                    .filter(wanted)
                    .toArray();
        } finally {
            lock.unlock();
        }
    }

    private PortLease enter(TenantId tenant, int port) {
        PortLease lease = new PortLease(port, tenant, ++serial);
        leases.put(port, lease);
        quarantined.remove(port);
        return lease;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("these leases have been handed over; ask the service that has them now");
        }
    }
}
