package dev.navigator.api.routing.spi;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.routing.RequestView;
import dev.navigator.api.routing.Routes;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides which tenant a request belongs to.
 *
 * <p>Third parties implement this and register it with the service property {@code navigator.strategy}, its name in the
 * configuration ({@code server.router}). Called for each request, by several I/O threads at once: it must not block, and
 * should not allocate.
 */
@ConsumerType
public interface Router {

    /**
     * @param request valid only during the call
     * @param routes the tenants that are configured now
     * @param options what the configuration says beside the strategy's name; unmodifiable
     * @return one of {@code routes.tenants()}, or null: the client sees 404
     */
    @Nullable
    TenantId route(RequestView request, Routes routes, Map<String, String> options);
}
