package dev.navigator.api.pool;

import dev.navigator.api.config.TenantId;
import java.util.List;
import java.util.Optional;

/**
 * What an operator sees of a tenant.
 *
 * @param queued requests waiting
 * @param stopped whether an operator stopped it
 * @param lastError why the last start failed, until one succeeds; or that an instance does not answer
 */
public record TenantStatus(
        TenantId tenant,
        String path,
        List<InstanceStatus> instances,
        int queued,
        boolean stopped,
        Optional<String> lastError) {

    public TenantStatus {
        instances = List.copyOf(instances);
    }
}
