package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.PoolException;
import dev.navigator.api.routing.RequestView;
import dev.navigator.api.strategy.StrategyKind;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's requests come: it gives them places on ready instances, or lets them wait in line. Whoever waits is served
 * first: while the line is not empty nobody gets a place past it.
 */
final class FrontDesk {

    private final Services services;
    private final Supplier<TenantSettings> settings;
    private final WaitingLine line = new WaitingLine();
    private volatile ReadySet ready = ReadySet.EMPTY;

    FrontDesk(Services services, Supplier<TenantSettings> settings) {
        this.services = services;
        this.settings = settings;
    }

    // From any thread

    /** A place now, or null. Takes no lock. */
    @Nullable
    InstanceLease tryLease(RequestView request) {
        return line.size() > 0 ? null : place(request);
    }

    /** A place on one instance, whether or not it has any left; null when it gives none. */
    @Nullable
    InstanceLease hold(InstanceId id) {
        for (Target target : ready.targets()) {
            if (target.id().equals(id)) {
                return target.tryLease(Integer.MAX_VALUE);
            }
        }
        return null;
    }

    /** How many wait. */
    int waiting() {
        return line.size();
    }

    boolean full() {
        return line.size() >= settings.get().capacity().maxQueue();
    }

    Waiter waiter(RequestView request) {
        long timeout = settings.get().timeouts().queue().toNanos();
        return new Waiter(request, new CompletableFuture<>(), services.scheduler.nanoTime() + timeout);
    }

    /**
     * Gives no more places on an instance that seems to be dead.
     *
     * @return whether it gave any until now
     */
    boolean suspect(InstanceId id) {
        for (Target target : ready.targets()) {
            if (target.id().equals(id) && !target.occupancy().closed()) {
                target.occupancy().close();
                return true;
            }
        }
        return false;
    }

    private @Nullable InstanceLease place(RequestView request) {
        return ready.tryLease(
                request, services.strategies.selection, settings.get().strategy(StrategyKind.INSTANCE_SELECTOR));
    }

    // In the tenant's mailbox

    /** These are the instances that are ready now. */
    void offer(List<Target> targets) {
        ready = new ReadySet(targets, settings.get().capacity().concurrency());
    }

    /** Serves a request at once if that is possible and fair. */
    boolean serveNow(Waiter waiter) {
        InstanceLease lease = tryLease(waiter.request);
        if (lease != null) {
            waiter.serve(lease);
        }
        return lease != null;
    }

    void add(Waiter waiter) {
        line.add(waiter);
    }

    void remove(Waiter waiter) {
        line.remove(waiter);
    }

    /** Serves those in front for as long as there are places. */
    void serve() {
        line.serve(waiter -> place(waiter.request));
    }

    /** Sends those away whose time is up. */
    void expire() {
        line.expire(services.scheduler.nanoTime(), () -> Refusals.queueTimeout(settings.get()));
    }

    void dismissAll(Supplier<PoolException> reason) {
        line.dismissAll(reason);
    }

    OptionalLong firstDeadline() {
        return line.firstDeadline();
    }

    /** Lets everybody out, to wait elsewhere. */
    List<Waiter> handOver() {
        return line.handOver();
    }
}
