package dev.navigator.pool;

import dev.navigator.api.pool.Occupancy;
import dev.navigator.api.processes.RunningProcess;
import java.time.Duration;
import java.time.Instant;

/** An instance while it takes requests: its places, who hears of them, and how long they have been free. */
final class Duty {

    /** How long a process may have taken to boot that was adopted. */
    private static final Duration BOOT = Duration.ofSeconds(10);

    /** What the times of files are behind the clock at most: the system notes them by the tick. */
    private static final Duration TICK = Duration.ofMillis(10);

    final Target target;
    /** Since when it has booted, as far as is known. */
    final Instant booted;

    private final Occupancy occupancy;
    private final IdleWatch idle;

    /**
     * @param released run after each exchange, by whatever thread ended it
     * @param idle run when it was idle for too long; its places are closed then
     */
    Duty(Services services, Keeper keeper, Target target, RunningProcess process, Runnable released, Runnable idle) {
        this.target = target;
        booted = process.adopted()
                ? Instant.now().minus(process.age()).plus(BOOT)
                : Instant.now().minus(TICK);
        occupancy = target.occupancy();
        occupancy.watch(released);
        this.idle = new IdleWatch(services.scheduler, keeper, occupancy, idle);
        this.idle.begin();
    }

    /** The idle timeout has changed. */
    void timeoutsChanged() {
        idle.begin();
    }

    /** Whether nothing is under way. */
    boolean idle() {
        return occupancy.inFlight() == 0;
    }

    /** Gives no more places if none is taken now. */
    boolean closeIfIdle() {
        return occupancy.closeIfIdle();
    }

    /** Gives places again: it was a false alarm. */
    void reopen() {
        occupancy.reopen();
    }

    /** No new requests from now on; those under way are heard of to the end. */
    void withdraw() {
        occupancy.close();
        idle.cancel();
    }

    /** Leaves the places as they are to somebody else. */
    Occupancy handOver() {
        occupancy.watch(null);
        idle.cancel();
        return occupancy;
    }
}
