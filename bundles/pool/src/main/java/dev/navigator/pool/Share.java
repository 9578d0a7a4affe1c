package dev.navigator.pool;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.IdleInstance;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.Occupancy;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A tenant's share of the places in the pool: what it holds, needs and could spare. Thread-safe. */
final class Share implements Admission.Holder {

    private final TenantId id;
    private final Services services;
    private final Keeper keeper;
    private final Fleet fleet;
    private volatile List<Target> serving = List.of();
    private volatile boolean needy;

    Share(TenantId id, Services services, Keeper keeper, Fleet fleet) {
        this.id = id;
        this.services = services;
        this.keeper = keeper;
        this.fleet = fleet;
    }

    /**
     * Publishes how the tenant stands; from its mailbox.
     *
     * @param wanting whether somebody waits for an instance
     */
    void update(boolean wanting) {
        serving = fleet.targets();
        boolean was = needy;
        int present = fleet.present();
        needy = (wanting && present == 0) || present < leastKept();
        if (needy && !was && fleet.anyWaiting()) {
            services.admission.review();
        }
    }

    @Override
    public TenantId id() {
        return id;
    }

    @Override
    public boolean needy() {
        return needy;
    }

    @Override
    public StrategyChoice eviction() {
        return keeper.settings().strategy(StrategyKind.EVICTION);
    }

    @Override
    public List<IdleInstance> idle() {
        List<Target> now = serving;
        if (now.size() <= leastKept()) {
            return List.of();
        }
        return now.stream()
                .filter(target -> target.occupancy().inFlight() == 0
                        && !target.occupancy().closed())
                .map(this::idle)
                .toList();
    }

    private IdleInstance idle(Target target) {
        Occupancy occupancy = target.occupancy();
        Duration since = Duration.ofNanos(services.scheduler.nanoTime() - occupancy.idleSince());
        return new IdleInstance(target.id(), since, occupancy.served());
    }

    @Override
    public int spare() {
        return serving.size() - Math.max(1, leastKept());
    }

    @Override
    public void evict(InstanceId instance, Consumer<Boolean> outcome) {
        keeper.execute(() -> outcome.accept(keeper.canSpareOne()
                && fleet.find(candidate -> candidate.is(instance))
                        .filter(candidate -> candidate.stopIfIdle("evicted"))
                        .isPresent()));
    }

    @Override
    public void yieldOne(Consumer<Boolean> outcome) {
        keeper.execute(() -> {
            List<Instance> all = fleet.serving();
            Optional<Instance> leastBusy = all.size() > Math.max(1, leastKept())
                    ? all.stream().min(Comparator.comparing(Share::inFlight))
                    : Optional.empty();
            leastBusy.ifPresent(Instance::makeRoom);
            outcome.accept(leastBusy.isPresent());
        });
    }

    private static int inFlight(Instance instance) {
        return Objects.requireNonNull(instance.target()).occupancy().inFlight();
    }

    private int leastKept() {
        return keeper.settings().capacity().minInstances();
    }
}
