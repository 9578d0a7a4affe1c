package dev.navigator.pool;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.PoolException;
import dev.navigator.api.pool.PoolException.Reason;
import dev.navigator.api.text.LogEvent;
import java.time.Duration;

/** What requests are told that get no instance. */
final class Refusals {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(30);

    private Refusals() {}

    static PoolException unknown(TenantId tenant) {
        return new PoolException(Reason.UNKNOWN_TENANT, subject(tenant) + "not in the configuration", Duration.ZERO);
    }

    static PoolException queueFull(TenantSettings settings) {
        int limit = settings.capacity().maxQueue();
        return new PoolException(
                Reason.QUEUE_FULL,
                subject(settings.id()) + limit + " requests wait already; raise max_queue or max_processes",
                SOON);
    }

    static PoolException queueTimeout(TenantSettings settings) {
        String timeout = LogEvent.seconds(settings.timeouts().queue());
        return new PoolException(
                Reason.QUEUE_TIMEOUT,
                subject(settings.id()) + "no instance was free within " + timeout
                        + "; raise queue_timeout, max_processes or pools.max_size",
                SOON);
    }

    static PoolException replaced(TenantId tenant) {
        return new PoolException(Reason.STOPPED, subject(tenant) + "another Navigator takes over", SOON);
    }

    static PoolException closed(TenantId tenant, Standing standing) {
        return switch (standing) {
            case REMOVED -> unknown(tenant);
            case ENDING -> new PoolException(Reason.STOPPED, subject(tenant) + "Navigator is stopping", SOON);
            case STOPPED, OPEN ->
                new PoolException(
                        Reason.STOPPED,
                        subject(tenant) + "stopped by an operator; start it with 'start " + tenant + "'",
                        LATER);
        };
    }

    private static String subject(TenantId tenant) {
        return "tenant '" + tenant + "': ";
    }
}
