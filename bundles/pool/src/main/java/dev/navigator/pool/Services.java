package dev.navigator.pool;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.pids.PidFiles;
import dev.navigator.api.ports.Ports;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.runtime.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What the pool as a whole has, and its tenants share. Everything but the scheduler may come and go. Thread-safe. */
final class Services {

    /** What the pool as a whole is about. */
    enum Stage {
        /** What runs already is being taken over; nothing is started. */
        ADOPTING,
        OPEN,
        /** Everything is being stopped. */
        ENDING,
        /** A successor has taken over. */
        HANDED_OVER
    }

    final Scheduler scheduler;
    final Awaited<Ports> ports = new Awaited<>(Ports.class);
    final Awaited<PidFiles> pidFiles = new Awaited<>(PidFiles.class);
    final Awaited<Processes> processes = new Awaited<>(Processes.class);
    final AtomicReference<@Nullable ManagedProcesses> managed = new AtomicReference<>();
    final Strategies strategies;
    final Admission admission;
    final PortWatch portWatch;
    /** Instances whose readiness is being probed. */
    final AtomicInteger probing = new AtomicInteger();
    /** Says that no port is free, now and then. */
    final RateLimit exhaustion;

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.ADOPTING);
    private volatile long end;
    private volatile boolean succeededElsewhere;
    private volatile Queue<Map<String, Object>> latecomers = new ConcurrentLinkedQueue<>();

    Services(Scheduler scheduler) {
        this(scheduler, PortWatch::isListenedOn);
    }

    /**
     * @param listened whether somebody listens on a port
     */
    Services(Scheduler scheduler, IntPredicate listened) {
        this.scheduler = scheduler;
        portWatch = new PortWatch(scheduler, listened);
        strategies = new Strategies(scheduler.blocking());
        admission = new Admission(scheduler, strategies);
        exhaustion = new RateLimit(scheduler, Duration.ofSeconds(10));
    }

    Stage stage() {
        return Objects.requireNonNull(stage.get());
    }

    /** Whether nothing is to be done any more, but to remember what comes for the successor. */
    boolean handedOver() {
        return stage() == Stage.HANDED_OVER;
    }

    /** Everything that ran has been taken over. */
    void open() {
        stage.compareAndSet(Stage.ADOPTING, Stage.OPEN);
    }

    /** From now on nothing may take longer than {@code budget}. */
    void end(Duration budget) {
        end = scheduler.nanoTime() + budget.toNanos();
        stage.set(Stage.ENDING);
    }

    /**
     * From now on a successor acts; what is under way may still use the services it knows.
     *
     * @param elsewhere whether it is in another process, where requests that wait here cannot be taken
     */
    void handOver(boolean elsewhere) {
        succeededElsewhere = elsewhere;
        stage.set(Stage.HANDED_OVER);
        admission.stop();
        ports.keep();
        pidFiles.keep();
        processes.keep();
    }

    /** Whether who waits is to ask anew, and will be answered by another process. */
    boolean succeededElsewhere() {
        return succeededElsewhere;
    }

    /** A request came to one that has handed over. */
    void late(TenantId tenant, Waiter waiter) {
        if (succeededElsewhere) {
            waiter.fail(Refusals.replaced(tenant));
        } else {
            latecomers.add(Handoff.waiting(tenant, waiter));
        }
    }

    /** Requests that still come to one that has handed over; all generations have the same queue. */
    Queue<Map<String, Object>> latecomers() {
        return latecomers;
    }

    /** Goes on with the queue of the predecessors. */
    void inherit(Queue<Map<String, Object>> queue) {
        latecomers = queue;
    }

    /** How long a process may take to end that has {@code configured} for it. */
    Duration grace(Duration configured) {
        if (stage() != Stage.ENDING) {
            return configured;
        }
        Duration left = Duration.ofNanos(Math.max(0, end - scheduler.nanoTime()));
        return left.compareTo(configured) < 0 ? left : configured;
    }

    /** Whether managed processes are ready. */
    boolean ready(List<String> names) {
        if (names.isEmpty()) {
            return true;
        }
        ManagedProcesses processes = managed.get();
        return processes != null && names.stream().allMatch(processes::ready);
    }
}
