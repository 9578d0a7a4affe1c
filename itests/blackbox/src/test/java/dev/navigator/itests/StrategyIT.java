package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strategies of others may do to a running Navigator, and how tenants choose among them. */
class StrategyIT {

    private static final String SELECTOR = """
            package plugin;

            import dev.navigator.api.config.TenantId;
            import dev.navigator.api.ports.spi.PortSelector;
            import java.util.Map;
            import java.util.OptionalInt;
            import java.util.SortedSet;

            public final class Ports implements PortSelector {
                @Override
                public OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options) {
                    %s
                }
            }
            """;

    @TempDir
    private Path folder;

    private static Plugin selector(String body) {
        return Plugin.portSelector("plugin.Ports", "theirs", SELECTOR.formatted(body));
    }

    private static String status(NavigatorProcess navigator) throws Exception {
        return navigator.run("-c", "navigator.yml", "status").output();
    }

    private static int port(HttpResponse<String> response) {
        return Integer.parseInt(Apps.said("port", response.body()));
    }

    private static String tenant(String name, String selector) {
        return Apps.tenant(name) + "      port_selector: " + selector + "\n";
    }

    @Test
    void oneThatEndsTheJvmDoesNot() throws Exception {
        Path home = DropFolder.installation(folder);
        selector("System.exit(3); return null;").write(home.resolve("deploy/exit.jar"));
        try (NavigatorProcess navigator = NavigatorProcess.in(folder, home)
                .configure(Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki")))
                .start()) {
            Await.until("the selector is there", () -> status(navigator).contains("theirs"));

            assertEquals(navigator.firstAppPort, port(navigator.get("/shop/")));

            assertEquals(
                    1, navigator.logged("Exit refused", "plugin.Ports 1.0.0").size(), navigator.log());
            assertEquals(
                    1,
                    navigator
                            .logged("port_selector 'theirs' of plugin.Ports 1.0.0", "the built-in answered")
                            .size(),
                    navigator.log());
        }
    }

    @Test
    void oneThatNeverAnswersHoldsUpOneStartForItsDeadlineAndIsToldOf() throws Exception {
        Path home = DropFolder.installation(folder);
        selector("while (true) { Thread.onSpinWait(); if (free.isEmpty()) { return OptionalInt.empty(); } }")
                .write(home.resolve("deploy/endless.jar"));
        try (NavigatorProcess navigator = NavigatorProcess.in(folder, home)
                .configure(Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki")))
                .start()) {
            Await.until("the selector is there", () -> status(navigator).contains("theirs"));

            assertEquals(navigator.firstAppPort, port(navigator.get("/shop/")));
            assertEquals(navigator.firstAppPort + 1, port(navigator.get("/wiki/")));

            assertEquals(1, navigator.logged("took longer than 1000 ms").size(), navigator.log());
        }
    }

    @Test
    void oneThatKeepsFailingIsQuarantinedUntilItIsUpdated() throws Exception {
        Path home = DropFolder.installation(folder);
        selector("throw new IllegalStateException(\"no\");").write(home.resolve("deploy/bad.jar"));
        String[] tenants = new String[6];
        for (int index = 0; index < tenants.length; index++) {
            tenants[index] = Apps.tenant("app" + index);
        }
        try (NavigatorProcess navigator = NavigatorProcess.in(folder, home)
                .configure(Apps.tenants(tenants))
                .start()) {
            Await.until("the selector is there", () -> status(navigator).contains("theirs"));
            for (int index = 0; index < 5; index++) {
                assertEquals(navigator.firstAppPort + index, port(navigator.get("/app" + index + "/")));
            }
            assertTrue(status(navigator).contains("5, quarantined"), status(navigator));
            assertTrue(
                    status(navigator)
                            .contains("port_selector 'theirs' of plugin.Ports 1.0.0: quarantined, the last time it"
                                    + " threw IllegalStateException; update its bundle"),
                    status(navigator));

            selector("return OptionalInt.of(free.last());").version("1.0.1").write(home.resolve("deploy/bad.jar"));
            Await.until("it is updated", () -> status(navigator).contains("plugin.Ports 1.0.1"));
            Await.until("the old one is gone", () -> !status(navigator).contains("plugin.Ports 1.0.0"));

            assertEquals(navigator.firstAppPort + 19, port(navigator.get("/app5/")));
        }
    }

    @Test
    void twoVersionsServeSideBySideAndATenantPinsOne() throws Exception {
        Path home = DropFolder.installation(folder);
        selector("return OptionalInt.of(free.last());").version("1.4.0").write(home.resolve("deploy/one.jar"));
        selector("return OptionalInt.of(free.first() + 7);").version("2.1.0").write(home.resolve("deploy/two.jar"));
        try (NavigatorProcess navigator = NavigatorProcess.in(folder, home)
                .configure(Apps.tenants(
                        tenant("old", "theirs@[1.0,2.0)"),
                        tenant("new", "{name: theirs, version: \"[2,3)\"}"),
                        tenant("none", "theirs@[3,4)"),
                        tenant("nobody", "nobodys")))
                .start()) {
            Await.until(
                    "both are there",
                    () -> status(navigator).contains("Ports 1.4.0")
                            && status(navigator).contains("Ports 2.1.0"));

            assertEquals(navigator.firstAppPort + 19, port(navigator.get("/old/")));
            assertEquals(navigator.firstAppPort + 7, port(navigator.get("/new/")));
            assertEquals(navigator.firstAppPort, port(navigator.get("/none/")));
            assertEquals(navigator.firstAppPort + 1, port(navigator.get("/nobody/")));

            String status = status(navigator);
            assertTrue(
                    status.contains("tenant 'none': nobody offers port_selector 'theirs' in version [3,4), only"),
                    status);
            assertTrue(
                    status.contains("tenant 'nobody': nobody offers port_selector 'nobodys'; the built-in serves"),
                    status);
            assertTrue(!navigator.logged("strategy 'nobodys': nobody offers it").isEmpty(), navigator.log());
        }
    }

    @Test
    void anOptionThatAStrategyDoesNotHaveIsToldAtTheStartAndRefusedByAReload() throws Exception {
        String wrong = "      readiness: {name: http, pahts: /up}\n";
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop") + wrong))
                .start()) {
            String message = "has no option 'pahts'; the nearest it has is 'path'";
            Await.until("status tells", () -> status(navigator).contains(message));
            assertEquals(
                    1,
                    navigator
                            .logged("Strategy option is wrong", "tenant 'shop'", message)
                            .size());
            assertEquals(200, navigator.get("/shop/").statusCode());

            NavigatorProcess.Result refused = navigator.run("-s", "reload", "navigator.yml");
            assertEquals(1, refused.status(), refused.output());
            assertTrue(refused.output().contains(message), refused.output());
            assertTrue(refused.output().contains("readiness.pahts"), refused.output());

            Files.writeString(
                    navigator.config(), Files.readString(navigator.config()).replace("pahts: /up", "path: /"));
            NavigatorProcess.Result taken = navigator.run("-s", "reload", "navigator.yml");
            assertEquals(0, taken.status(), taken.output());
            Await.until("nothing is wrong any more", () -> !status(navigator).contains("pahts"));
        }
    }

    @Test
    void threadsThatAreLeftBehindAreNoticedAndAttributed() throws Exception {
        Path home = DropFolder.installation(folder);
        Path jar = selector("""
                Thread thread = new Thread(() -> {
                    while (free != null) {
                        java.util.concurrent.locks.LockSupport.park();
                    }
                }, "theirs-1");
                thread.setDaemon(true);
                thread.start();
                return OptionalInt.of(free.last());
                """).write(home.resolve("deploy/leak.jar"));
        try (NavigatorProcess navigator = NavigatorProcess.in(folder, home)
                .configure(Apps.tenants(Apps.tenant("shop")))
                .start()) {
            Await.until("the selector is there", () -> status(navigator).contains("theirs"));
            assertEquals(navigator.firstAppPort + 19, port(navigator.get("/shop/")));

            Files.delete(jar);

            Await.until("the log says so", () -> !navigator
                    .logged("Threads left behind", "plugin.Ports 1.0.0", "theirs-1")
                    .isEmpty());
            assertTrue(status(navigator).contains("left threads behind (theirs-1)"), status(navigator));
        }
    }

    @Test
    void aClientStaysWithItsInstanceAsLongAsThatIsThere() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop") + """
                              min_instances: 3
                              max_processes: 3
                              instance_selector: {name: sticky-cookie, cookie: STAY}
                        """))
                .start()) {
            Await.until(
                    "all are ready",
                    () -> navigator
                                    .run("-c", "navigator.yml", "ps")
                                    .output()
                                    .lines()
                                    .filter(line -> line.contains("idle") || line.contains("ready"))
                                    .count()
                            >= 3);
            for (int client = 0; client < 5; client++) {
                HttpResponse<String> first = navigator.get("/shop/");
                String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
                assertTrue(cookie.matches("STAY=[0-9a-z]+; Path=/; HttpOnly; SameSite=Lax"), cookie);
                for (int request = 0; request < 5; request++) {
                    HttpResponse<String> again = navigator.send(navigator
                            .request("/shop/")
                            .header("Cookie", "other=1; " + cookie.substring(0, cookie.indexOf(';'))));
                    assertEquals(Apps.said("pid", first.body()), Apps.said("pid", again.body()));
                    assertTrue(again.headers().firstValue("Set-Cookie").isEmpty());
                }
            }
        }
    }

    @Test
    void aRouterOfOthersDecidesWhoServes() throws Exception {
        Path home = DropFolder.installation(folder);
        Plugin router = new Plugin(
                "plugin.ByHeader",
                "by-header",
                "1.0.0",
                "routing.spi.Router",
                "config,routing,routing.spi",
                "[1.0,2)",
                "",
                """
                package plugin;

                import dev.navigator.api.config.TenantId;
                import dev.navigator.api.routing.RequestView;
                import dev.navigator.api.routing.Routes;
                import dev.navigator.api.routing.spi.Router;
                import java.util.Map;

                public final class ByHeader implements Router {
                    @Override
                    public TenantId route(RequestView request, Routes routes, Map<String, String> options) {
                        String tenant = request.header(options.get("header"));
                        return tenant == null ? routes.longestPrefix(request.path()) : new TenantId(tenant);
                    }
                }
                """);
        router.write(home.resolve("deploy/router.jar"));
        try (NavigatorProcess navigator =
                NavigatorProcess.in(folder, home).configure(Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki")))) {
            Files.writeString(
                    navigator.config(),
                    Files.readString(navigator.config())
                            .replace("server:\n", "server:\n  router: {name: by-header, header: X-Tenant}\n"));
            navigator.start();
            Await.until("the router is there", () -> status(navigator).contains("plugin.ByHeader"));
            String wiki = navigator.get("/wiki/").body();

            HttpResponse<String> routed =
                    navigator.send(navigator.request("/shop/").header("X-Tenant", "wiki"));
            HttpResponse<String> lost =
                    navigator.send(navigator.request("/wiki/").header("X-Tenant", "elsewhere"));

            assertEquals(Apps.said("pid", wiki), Apps.said("pid", routed.body()));
            assertEquals(Apps.said("pid", wiki), Apps.said("pid", lost.body()), "nonsense: the longest path says");
        }
    }
}
