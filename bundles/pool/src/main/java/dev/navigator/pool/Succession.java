package dev.navigator.pool;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a tenant's instances and requests come from a predecessor, and go to a successor. Belongs to the tenant's mailbox. */
final class Succession {

    /** What is taken over is not started again on another port. */
    private static final int LAST_ATTEMPT = Integer.MAX_VALUE;

    private final Services services;
    private final Keeper keeper;
    private final Fleet fleet;
    private final Rollout rollout;
    private final FrontDesk desk;

    Succession(Services services, Keeper keeper, Fleet fleet, Rollout rollout, FrontDesk desk) {
        this.services = services;
        this.keeper = keeper;
        this.fleet = fleet;
        this.rollout = rollout;
        this.desk = desk;
    }

    /**
     * Compares with the processes that run: adopts those it does not know, and parts with those that are gone without its
     * having heard.
     */
    void callTheRoll(Roll roll) {
        fleet.all().forEach(instance -> instance.missed(roll));
        List<RunningProcess> unknown = roll.running().stream()
                .filter(process -> fleet.concernedBy(process).isEmpty())
                .toList();
        if (roll.first()) {
            adopt(unknown, roll);
        } else if (!unknown.isEmpty()) {
            services.scheduler.blocking().execute(() -> lookAgain(unknown, roll));
        }
    }

    /** Instances come and go: one that is unknown may be one that has gone since the roll was taken. */
    private void lookAgain(List<RunningProcess> unknown, Roll roll) {
        List<RunningProcess> still = new ArrayList<>(services.processes.ask(Processes::running));
        still.retainAll(unknown);
        keeper.execute(() -> {
            still.removeIf(process -> fleet.concernedBy(process).isPresent());
            adopt(still, roll);
        });
    }

    private void adopt(List<RunningProcess> processes, Roll roll) {
        processes.forEach(process -> adopt(process, roll.outdated(process)));
        if (fleet.all().stream().anyMatch(instance -> instance.release.equals(rollout.newest()))) {
            rollout.call(); // a deployment that had begun goes on
        }
    }

    private void adopt(RunningProcess process, boolean outdated) {
        Release newest = rollout.newest();
        boolean current = !outdated && process.digest().equals(newest.digest());
        add(process.owner().instance(), current ? newest : Release.foreign(process.digest()))
                .adopt(process);
    }

    /** Goes on where a predecessor stopped; the requests that waited there come by themselves. */
    void resume(Handoff.TenantState state) {
        rollout.resume(state.rollout());
        for (Handoff.InstanceState instance : state.instances()) {
            int number = instance.started().process().owner().instance();
            add(number, instance.release()).resume(instance);
        }
    }

    private Instance add(int number, Release release) {
        Instance instance = new Instance(services, keeper, number, release, false, LAST_ATTEMPT);
        fleet.add(instance);
        return instance;
    }

    /** Says where this pool stopped. */
    Map<String, Object> handOver(TenantId tenant, boolean stopped) {
        if (services.succeededElsewhere()) {
            desk.dismissAll(() -> Refusals.replaced(tenant));
        }
        return Handoff.tenant(
                tenant,
                stopped,
                rollout.state(),
                fleet.all().stream().flatMap(Instance::handOver).toList(),
                desk.handOver().stream()
                        .map(waiter -> Handoff.waiting(tenant, waiter))
                        .toList());
    }
}
