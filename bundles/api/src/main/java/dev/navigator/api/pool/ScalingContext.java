package dev.navigator.api.pool;

import dev.navigator.api.config.TenantId;
import java.util.Map;

/**
 * What a scaling policy may know of a tenant, at one moment.
 *
 * @param ready instances that take requests
 * @param starting instances on their way
 * @param queued requests waiting
 * @param inFlight exchanges on all instances
 * @param concurrency requests one instance serves at once
 * @param minInstances configured
 * @param maxProcesses configured
 * @param options what the configuration says beside the policy's name; unmodifiable
 */
public record ScalingContext(
        TenantId tenant,
        int ready,
        int starting,
        int queued,
        int inFlight,
        int concurrency,
        int minInstances,
        int maxProcesses,
        Map<String, String> options) {}
