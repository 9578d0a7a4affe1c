package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;

/**
 * What the configuration says of a tenant.
 *
 * @param deployment of the configuration that said it last
 * @param configured false once the configuration knows the tenant no more
 * @param serial grows with every change
 */
record Wanted(TenantSettings settings, long deployment, boolean configured, long serial) {

    static Wanted first(TenantSettings settings, long deployment) {
        return new Wanted(settings, deployment, true, 0);
    }

    /** This, or what follows it if there is anything new. */
    Wanted next(TenantSettings newSettings, long newDeployment) {
        boolean same = configured && deployment == newDeployment && settings.equals(newSettings);
        return same ? this : new Wanted(newSettings, newDeployment, true, serial + 1);
    }

    Wanted removed() {
        return configured ? new Wanted(settings, deployment, false, serial + 1) : this;
    }
}
