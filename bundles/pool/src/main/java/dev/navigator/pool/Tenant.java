package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A tenant of the configuration. All that it costs before its first request is this object: of ten thousand tenants most
 * sleep.
 */
final class Tenant {

    private final Services services;
    private final AtomicReference<@Nullable TenantPool> pool = new AtomicReference<>();
    private volatile Wanted wanted;

    Tenant(Services services, TenantSettings settings, long deployment) {
        this.services = services;
        wanted = Wanted.first(settings, deployment);
    }

    Wanted wanted() {
        return wanted;
    }

    /** Takes what the configuration says now. One thread at a time. */
    void configure(TenantSettings settings, long deployment) {
        change(wanted.next(settings, deployment));
    }

    /** The configuration knows it no more. */
    void remove() {
        change(wanted.removed());
    }

    private void change(Wanted next) {
        if (next.serial() == wanted.serial()) {
            return;
        }
        wanted = next;
        TenantPool used = pool.get();
        if (used != null) {
            used.reconfigured();
        }
    }

    /** Null until it was first used. */
    @Nullable
    TenantPool poolIfUsed() {
        return pool.get();
    }

    TenantPool pool() {
        TenantPool used = pool.get();
        if (used != null) {
            return used;
        }
        TenantPool created = new TenantPool(services, this::wanted);
        TenantPool faster = pool.compareAndExchange(null, created);
        return faster == null ? created : faster;
    }
}
