package dev.navigator.api.pool;

import dev.navigator.api.config.TenantId;

/**
 * One instance of a tenant.
 *
 * @param number counts the tenant's instances from 1; reused once an instance is gone
 * @param pid of its process
 */
public record InstanceId(TenantId tenant, int number, long pid) {

    @Override
    public String toString() {
        return tenant + "." + number;
    }
}
