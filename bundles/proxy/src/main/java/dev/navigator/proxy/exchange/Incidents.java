package dev.navigator.proxy.exchange;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.runtime.Scheduler;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports exchanges that failed, off the I/O threads, and not more of them than somebody could read: an application that is
 * broken breaks many. Thread-safe.
 */
final class Incidents {

    private static final Logger LOG = LoggerFactory.getLogger("dev.navigator.proxy");
    private static final int MOST_IN_PERIOD = 20;
    private static final long PERIOD_NANOS = 10_000_000_000L;

    private final Scheduler scheduler;
    private final AtomicLong period;
    private final AtomicInteger reported = new AtomicInteger();
    private final AtomicInteger suppressed = new AtomicInteger();

    Incidents(Scheduler scheduler) {
        this.scheduler = scheduler;
        period = new AtomicLong(scheduler.nanoTime());
    }

    /**
     * @param what in words of ours, nothing that came from outside
     */
    void report(@Nullable TenantId tenant, @Nullable InstanceId instance, String id, String what) {
        long now = scheduler.nanoTime();
        long began = period.get();
        if (now - began > PERIOD_NANOS && period.compareAndSet(began, now)) {
            reported.set(0);
        }
        if (reported.incrementAndGet() > MOST_IN_PERIOD) {
            suppressed.incrementAndGet();
            return;
        }
        int before = suppressed.getAndSet(0);
        scheduler.blocking().execute(() -> log(tenant, instance, id, what, before));
    }

    private static void log(
            @Nullable TenantId tenant, @Nullable InstanceId instance, String id, String what, int suppressed) {
        LOG.warn(
                "Exchange failed name={} instance={} pid={} request={} reason=\"{}\"{}",
                tenant == null ? "-" : tenant,
                instance == null ? "-" : instance,
                instance == null ? 0 : instance.pid(),
                id,
                what,
                suppressed == 0 ? "" : " suppressed=" + suppressed);
    }
}
