package dev.navigator.pool;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.runtime.Handover;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beginning and the end of a version of the pool. Thread-safe. */
final class PoolLife {

    private static final Logger LOG = LoggerFactory.getLogger(PoolLife.class);
    private static final String KEY = "pool";
    /** Names of tenants that an operator has stopped, from a predecessor in another process. */
    private static final String STOPPED_KEY = "pool.stopped";

    private static final int HANDOVER_SECONDS = 5;

    private final Services services;
    private final InstancePool pool;
    private final Handover handover;
    private final LastDeployment lastDeployment;
    private final Adoption adoption;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Configuration early;
    private boolean begun;

    PoolLife(Services services, InstancePool pool, Handover handover, LastDeployment lastDeployment) {
        this.services = services;
        this.pool = pool;
        this.handover = handover;
        this.lastDeployment = lastDeployment;
        adoption = new Adoption(services, pool, lastDeployment);
    }

    /** What was left is taken over, and serving begins as soon as the configuration is known. */
    void begin() {
        lock.lock();
        try {
            begun = true;
            Handoff.PoolState left = handover.take(KEY).map(PoolLife::read).orElse(null);
            if (left != null) {
                adoption.resume(left);
            }
            if (early != null) {
                configureNow(early);
            }
        } finally {
            lock.unlock();
        }
    }

    private static Handoff.@Nullable PoolState read(Object left) {
        try {
            return Handoff.read(left);
        } catch (IllegalArgumentException | ClassCastException e) {
            LOG.error("What the version before left makes no sense to this one; adopting by the ledger instead", e);
            return null;
        }
    }

    /** A configuration came. */
    void configure(Configuration next) {
        lock.lock();
        try {
            if (begun) {
                configureNow(next);
            } else {
                early = next;
            }
        } finally {
            lock.unlock();
        }
    }

    private void configureNow(Configuration next) {
        Configuration last = pool.configuration();
        if (last == null) {
            adoption.begin(next, stopped());
            return;
        }
        if (next.deployment() > last.deployment()) {
            Instant now = Instant.now();
            services.scheduler.blocking().execute(() -> lastDeployment.note(now));
        }
        pool.configure(next);
    }

    private List<TenantId> stopped() {
        List<?> names = handover.take(STOPPED_KEY).map(List.class::cast).orElse(List.of());
        return names.stream().map(name -> new TenantId((String) name)).toList();
    }

    /** Another version of the processes bundle has come: something may have ended unheard. */
    void processesReplaced() {
        if (pool.configuration() != null) {
            adoption.callTheRollSoon();
        }
    }

    /**
     * Leaves everything to a successor. Waits until what goes on in the mailboxes has come to an end.
     *
     * @param elsewhere whether it is in another process, and will find by the ledger what runs
     */
    void handOver(boolean elsewhere) {
        services.handOver(elsewhere);
        adoption.stop();
        Configuration last = pool.configuration();
        List<CompletableFuture<Map<String, Object>>> states =
                pool.pools().map(TenantPool::handOver).toList();
        if (last != null) {
            List<Map<String, Object>> tenants = states.stream()
                    .map(PoolLife::result)
                    .flatMap(Optional::stream)
                    .toList();
            if (!elsewhere) {
                handover.leave(KEY, Handoff.pool(last, tenants, services.latecomers()));
            }
        }
    }

    private static Optional<Map<String, Object>> result(CompletableFuture<Map<String, Object>> state) {
        try {
            return Optional.of(state.get(HANDOVER_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("A tenant could not be handed over; its processes are found again by the ledger", e);
        }
        return Optional.empty();
    }
}
