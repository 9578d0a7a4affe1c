package dev.navigator.proxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.navigator.api.config.TenantId;
import dev.navigator.proxy.support.Settings;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

    private final RouteTable table = table(new Settings()
            .tenant("api", "/api/")
            .tenant("v2", "/api/v2/")
            .tenant("cafe", "/café/")
            .tenant("deep", "/a/b/c/d/e/"));

    private static RouteTable table(Settings settings) {
        return new RouteTable(settings.build().tenants());
    }

    @ParameterizedTest
    @CsvSource({
        "/api, api",
        "/api/, api",
        "/api/x, api",
        "/api/v, api",
        "/api/v2x, api",
        "/api/v2, v2",
        "/api/v2/, v2",
        "/api/v2/x/y/z, v2",
        "/caf%C3%A9/x, cafe",
        "/a/b/c/d/e, deep",
        "/a/b/c/d/e/f, deep"
    })
    void theLongestPathOnSegmentBoundariesServes(String path, String tenant) {
        assertEquals(new TenantId(tenant), table.longestPrefix(path));
    }

    @ParameterizedTest
    @CsvSource({"/", "/ap", "/apix", "/API/", "/a/b/c/d", "/x/api/", "''"})
    void whatNoPathCoversIsNobodys(String path) {
        assertNull(table.longestPrefix(path));
    }

    @Test
    void theRootServesWhatNobodyElseDoes() {
        RouteTable rooted = table(new Settings().tenant("root", "/").tenant("api", "/api/"));

        assertEquals(new TenantId("root"), rooted.longestPrefix("/"));
        assertEquals(new TenantId("root"), rooted.longestPrefix("/apix"));
        assertEquals(new TenantId("api"), rooted.longestPrefix("/api"));
        assertEquals(Set.of(new TenantId("root"), new TenantId("api")), rooted.tenants());
    }

    @Test
    void anEmptyTableServesNothing() {
        assertNull(table(new Settings()).longestPrefix("/"));
    }

    @Test
    void manyTenantsAreToldApart() {
        Settings settings = new Settings();
        for (int i = 0; i < 10_000; i++) {
            settings.tenant("t" + i, "/t" + i + "/");
        }
        RouteTable many = table(settings);

        for (int i = 0; i < 10_000; i++) {
            assertEquals(new TenantId("t" + i), many.longestPrefix("/t" + i + "/page"));
        }
        assertNull(many.longestPrefix("/t10000/"));
    }
}
