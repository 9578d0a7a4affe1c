package dev.navigator.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.routing.Routes;
import dev.navigator.api.routing.spi.Router;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every router has to do; to be extended by the test of one. */
public abstract class RouterContract {

    private static final TenantId SHOP = new TenantId("shop");
    private static final TenantId REST = new TenantId("rest");

    /** The router under test. */
    protected abstract Router router();

    /** Options it is to be asked with; none unless overridden. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** Asks with two tenants, {@code shop} at {@code /shop/} and {@code rest} at {@code /}. */
    protected @Nullable TenantId route(String path) {
        return router().route(FakeRequest.to(path), new TwoRoutes(), options());
    }

    @Test
    void itAnswersAConfiguredTenantOrNone() {
        for (String path : new String[] {"/", "/shop", "/shop/", "/shop/cart", "/shopping", "/a/b/c", "/*"}) {
            TenantId tenant = route(path);

            assertTrue(tenant == null || tenant.equals(SHOP) || tenant.equals(REST), path + " went to " + tenant);
        }
    }

    @Test
    void itCopesWithoutAnyTenant() {
        @Nullable TenantId tenant = router().route(FakeRequest.to("/shop/"), new NoRoutes(), options());

        assertTrue(tenant == null, "went to " + tenant);
    }

    private record TwoRoutes() implements Routes {
        @Override
        public TenantId longestPrefix(String path) {
            return path.equals("/shop") || path.startsWith("/shop/") ? SHOP : REST;
        }

        @Override
        public Set<TenantId> tenants() {
            return Set.of(SHOP, REST);
        }
    }

    private record NoRoutes() implements Routes {
        @Override
        public @Nullable TenantId longestPrefix(String path) {
            return null;
        }

        @Override
        public Set<TenantId> tenants() {
            return Set.of();
        }
    }
}
