package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.config.TenantSettings.Capacity;
import dev.navigator.api.pool.ScalingContext;
import dev.navigator.api.strategy.StrategyKind;
import java.time.Duration;

/** How many instances a tenant should have. Belongs to the tenant's mailbox. */
final class Sizing {

    /**
     * How long a new instance has to work off what was waiting for it, before what still waits counts as a reason for one
     * more.
     */
    static final Duration TRIAL = Duration.ofMillis(500);

    private final Services services;
    private long trialEnd;
    private boolean tried;
    private long crowded;

    Sizing(Services services) {
        this.services = services;
    }

    /** An instance has become ready. */
    void ready() {
        trialEnd = services.scheduler.nanoTime() + TRIAL.toNanos();
        tried = true;
    }

    /** Whether nobody has waited for so long that a start whose turn has not come is not needed. */
    boolean calm(int queued, Alarm alarm) {
        long now = services.scheduler.nanoTime();
        crowded = queued > 0 ? now : crowded;
        if (now - crowded < TRIAL.toNanos()) {
            alarm.at(crowded + TRIAL.toNanos());
            return false;
        }
        return true;
    }

    /**
     * @param queued requests that wait
     * @param insisted whether an operator wants one in any case
     * @param alarm told when to ask again
     */
    int desired(TenantSettings settings, Fleet fleet, int queued, boolean insisted, Alarm alarm) {
        Capacity capacity = settings.capacity();
        int serving = fleet.serving().size();
        int starting = fleet.starting();
        int least = Math.max(capacity.minInstances(), queued > 0 || insisted ? 1 : 0);
        if (queued == 0) {
            return least;
        }
        if (serving > 0 && tried && trialEnd - services.scheduler.nanoTime() > 0) {
            alarm.at(trialEnd);
            return least;
        }
        ScalingContext context = new ScalingContext(
                settings.id(),
                serving,
                starting,
                queued,
                fleet.inFlight(),
                capacity.concurrency(),
                capacity.minInstances(),
                capacity.maxProcesses(),
                settings.strategy(StrategyKind.SCALING).options());
        int answer = services.strategies.desired(settings, context);
        return Math.max(least, Math.min(answer, capacity.maxProcesses()));
    }
}
