package dev.navigator.pool;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.runtime.Timer;
import dev.navigator.api.text.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what runs already: from a predecessor in this JVM, to the last lease; from one that has died, what the ledger
 * still knows. Afterwards it calls the roll now and then, in case an end was missed while a bundle was updated. Thread-safe.
 */
final class Adoption {

    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
    /** Starts that were under way when the predecessor stopped show up late. */
    private static final List<Duration> INTERVALS =
            List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** What a process of a tenant that is not configured any more has left. */
    private static final Duration STRANGERS_GRACE = Duration.ofSeconds(10);

    private final Services services;
    private final InstancePool pool;
    private final LastDeployment lastDeployment;
    private volatile @Nullable Timer next;

    Adoption(Services services, InstancePool pool, LastDeployment lastDeployment) {
        this.services = services;
        this.pool = pool;
        this.lastDeployment = lastDeployment;
    }

    /** Takes over what a predecessor has left, and then what is found. */
    void resume(Handoff.PoolState state) {
        services.inherit(state.latecomers());
        pool.configure(state.configuration());
        for (Handoff.TenantState tenant : state.tenants()) {
            TenantPool resumed = pool.pool(tenant.id());
            if (resumed != null) {
                resumed.resume(tenant);
            }
        }
        callTheRoll(0);
    }

    /**
     * Takes over what is found, now that the configuration is known.
     *
     * @param stopped what is to stay so
     */
    void begin(Configuration configuration, List<TenantId> stopped) {
        pool.configure(configuration);
        stopped.stream().map(pool::pool).filter(Objects::nonNull).forEach(TenantPool::stop);
        callTheRoll(0);
    }

    /** Compares with what runs, a little later: an end may have been missed. */
    void callTheRollSoon() {
        callTheRoll(1);
    }

    void stop() {
        Timer pending = next;
        if (pending != null) {
            pending.cancel();
        }
    }

    private void callTheRoll(int nth) {
        stop();
        next = services.scheduler.after(INTERVALS.get(nth), services.scheduler.blocking(), () -> {
            boolean more = callTheRoll() && nth + 1 < INTERVALS.size();
            if (more && !services.handedOver()) {
                callTheRoll(nth + 1);
            }
        });
    }

    /**
     * @return false when it has to be repeated anyway
     */
    private boolean callTheRoll() {
        long taken = services.scheduler.nanoTime();
        List<RunningProcess> running;
        try {
            running = services.processes.ask(Processes::running);
        } catch (RuntimeException e) { // whatever it is: nothing is started before what runs is known
            LOG.error("Running processes cannot be listed, trying again", e);
            callTheRollSoon();
            return false;
        }
        if (services.handedOver()) {
            return true; // what runs, and who is configured, is the successor's affair
        }
        Map<TenantId, List<RunningProcess>> byTenant = running.stream()
                .filter(process -> process.owner().kind() == Owner.Kind.TENANT)
                .collect(Collectors.groupingBy(
                        process -> new TenantId(process.owner().name())));
        byTenant.forEach((id, processes) -> {
            if (pool.pool(id) == null) {
                processes.forEach(this::dismiss);
            }
        });
        Instant deployed = lastDeployment.time();
        boolean first = services.stage() == Services.Stage.ADOPTING;
        pool.pools().forEach(tenant -> {
            List<RunningProcess> its = byTenant.getOrDefault(tenant.id(), List.of());
            tenant.callTheRoll(new Roll(its, taken, deployed, first));
        });
        open();
        return true;
    }

    private void dismiss(RunningProcess stranger) {
        LOG.info(
                "{}",
                new LogEvent("Stopping process")
                        .with("name", stranger.owner().name())
                        .with("instance", stranger.owner().instance())
                        .with("pid", stranger.pid())
                        .with("reason", "tenant not configured any more"));
        new Starter(services).terminate(stranger, services.grace(STRANGERS_GRACE), status -> {});
    }

    /** From now on what is missing is started: of each tenant once its mailbox has seen what runs. */
    private void open() {
        services.open();
        pool.pools().forEach(TenantPool::open);
        pool.wakeThoseThatKeepInstances();
        Queue<Map<String, Object>> latecomers = services.latecomers();
        for (Map<String, Object> late = latecomers.poll(); late != null; late = latecomers.poll()) {
            TenantId id = Handoff.tenant(late);
            TenantPool tenant = pool.pool(id);
            Waiter waiter = Handoff.readWaiting(late);
            if (tenant != null) {
                tenant.join(waiter);
            } else {
                waiter.fail(Refusals.unknown(id));
            }
        }
    }
}
