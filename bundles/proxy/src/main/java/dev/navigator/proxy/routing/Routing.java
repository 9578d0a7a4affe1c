package dev.navigator.proxy.routing;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.routing.RequestView;
import dev.navigator.api.routing.spi.Router;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyIncident;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import dev.navigator.api.strategy.StrategySlot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the router that plugins offer, or the route table itself when none does. Thread-safe. */
public final class Routing {

    private final StrategySlot<Router> routers;
    private final AtomicInteger offered = new AtomicInteger();

    /**
     * @param observer told when a router fails, from any thread
     */
    public Routing(Consumer<StrategyIncident> observer) {
        routers = new StrategySlot<>(
                StrategyKind.ROUTER, (request, routes, options) -> routes.longestPrefix(request.path()), observer);
    }

    public void offer(Router router, Map<String, ?> properties, String bundle, String version) {
        routers.offer(router, properties, bundle, version);
        offered.incrementAndGet();
    }

    public void withdraw(Router router) {
        offered.decrementAndGet();
        routers.withdraw(router);
    }

    public List<StrategyOffer> offers() {
        return routers.offers();
    }

    /** The tenant of a request whose path is {@code path}; null when there is none. */
    public @Nullable TenantId route(RequestView request, NormalPath path, RouteTable table, StrategyChoice router) {
        if (offered.get() == 0 && router.name().isEmpty()) {
            return table.longestPrefix(path.bytes(), path.length());
        }
        return routers.decide(
                router,
                asked -> asked.route(request, table, router.options()),
                tenant -> tenant == null || table.tenants().contains(tenant));
    }
}
