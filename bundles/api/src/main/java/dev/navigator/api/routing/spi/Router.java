package dev.navigator.api.routing.spi;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.routing.RequestView;
import dev.navigator.api.routing.Routes;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides which tenant a request belongs to.
 *
 * <p>Third parties implement this and register it with the service property {@code navigator.strategy}. Called on I/O threads
 * for each request: it must not block, and should not allocate.
 */
@ConsumerType
public interface Router {

    /**
     * @return one of {@code routes.tenants()}, or null: the client sees 404
     */
    @Nullable
    TenantId route(RequestView request, Routes routes);
}
