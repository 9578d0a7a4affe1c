package dev.navigator.proxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.routing.spi.Router;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.proxy.support.Settings;
import dev.navigator.testing.FakeRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RoutingTest {

    private static final TenantId SHOP = new TenantId("shop");
    private static final TenantId BLOG = new TenantId("blog");

    private final List<String> incidents = new CopyOnWriteArrayList<>();
    private final Routing routing = new Routing(incident -> incidents.add(incident.message()));
    private final RouteTable table = new RouteTable(new Settings()
            .tenant("shop", "/shop/")
            .tenant("blog", "/blog/")
            .build()
            .tenants());

    private TenantId route(String path, StrategyChoice choice) {
        byte[] bytes = path.getBytes(StandardCharsets.US_ASCII);
        NormalPath normal = new NormalPath();
        normal.set(bytes, 0, bytes.length);
        return routing.route(FakeRequest.to(path), normal, table, choice);
    }

    private Router offer(String name, Router router) {
        routing.offer(router, Map.of("navigator.strategy", name), "org.acme.routers", "1.0.0");
        return router;
    }

    @Test
    void withoutARouterTheLongestPathSays() {
        assertEquals(SHOP, route("/shop/cart", StrategyChoice.ANY));
        assertNull(route("/nobody", StrategyChoice.ANY));
    }

    @Test
    void aRouterThatIsOfferedDecidesAndMayHaveOptions() {
        offer("to", (request, routes, options) -> new TenantId(options.getOrDefault("tenant", "shop")));

        assertEquals(SHOP, route("/blog/", StrategyChoice.ANY));
        assertEquals(
                BLOG,
                route("/shop/", new StrategyChoice(Optional.of("to"), Optional.empty(), Map.of("tenant", "blog"))));
    }

    @Test
    void aRouterThatNobodyOffersIsToldAndTheLongestPathSays() {
        assertEquals(SHOP, route("/shop/", StrategyChoice.named("gone")));

        assertTrue(incidents.get(0).contains("'gone': nobody offers it as router"), incidents.get(0));
    }

    @Test
    void aTenantThatIsNotConfiguredIsNonsense() {
        offer("lost", (request, routes, options) -> new TenantId("elsewhere"));

        assertEquals(SHOP, route("/shop/", StrategyChoice.ANY));
        assertTrue(incidents.get(0).contains("'lost' of org.acme.routers 1.0.0"), incidents.get(0));
    }

    @Test
    void aRouterThatIsWithdrawnIsAskedNoMore() {
        Router router = offer("blog", (request, routes, options) -> BLOG);
        assertEquals(BLOG, route("/shop/", StrategyChoice.ANY));

        routing.withdraw(router);

        assertEquals(SHOP, route("/shop/", StrategyChoice.ANY));
    }
}
