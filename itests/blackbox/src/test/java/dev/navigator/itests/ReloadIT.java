package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration is reloaded and tenants are deployed while requests are served. */
class ReloadIT {

    private static final int RELOADS = 50;
    private static final int DEPLOYMENTS = 20;

    @TempDir
    private Path folder;

    private static String config(String idle) {
        return Apps.tenants(
                        Apps.tenant("shop"),
                        Apps.tenant("wiki") + "      min_instances: 1\n      idle_timeout: " + idle + "\n")
                + "managed_processes:\n  - name: worker\n    command: sleep\n    args: ['1000']\n";
    }

    @Test
    void fiftyReloadsAndTwentyDeploymentsFailNoRequest() throws Exception {
        try (NavigatorProcess navigator =
                        NavigatorProcess.in(folder).configure(config("1h")).start();
                Load load = Load.on(navigator, 4, "/shop/", "/wiki/")) {
            long first = navigator.pid("shop");
            for (int i = 0; i < RELOADS; i++) {
                int before = navigator.logged("Configuration reloaded").size();
                navigator.configure(config(i + 1 + "h"));
                Signal.HUP.to(navigator.pid());
                Await.until(
                        "the reload",
                        () -> navigator.logged("Configuration reloaded").size() > before);
            }
            for (int i = 0; i < DEPLOYMENTS; i++) {
                long old = navigator.pid("shop");
                assertEquals(0, navigator.run("-s", "reload", "navigator.yml").status());
                Await.until("deployed", () -> navigator.pid("shop") != old);
            }

            assertEquals(List.of(), load.end());
            assertTrue(load.served() > RELOADS + DEPLOYMENTS, "served " + load.served());
            assertNotEquals(first, navigator.pid("shop"));
            assertEquals(1, navigator.logged("Starting process", "name=worker").size());
        }
    }

    @Test
    void touchingTheRestartFileDeploysThatTenantAlone() throws Exception {
        Path home = Files.createDirectories(folder.resolve("shop"));
        String shop = Apps.tenant("shop") + "      working_dir: " + home + "\n";
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(shop, Apps.tenant("wiki")))
                .start()) {
            long old = navigator.pid("shop");
            long wiki = navigator.pid("wiki");

            Files.createFile(Files.createDirectory(home.resolve("tmp")).resolve("restart.txt"));

            Await.until("deployed", () -> navigator.pid("shop") != old);
            assertEquals(wiki, navigator.pid("wiki"));
        }
    }

    @Test
    void aTouchBeforeTheFirstRequestCounts() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(
                        Apps.tenants(Apps.tenant("shop") + "      working_dir: " + home + "\n      min_instances: 1\n"))
                .start()) {
            Await.until(
                    "it is kept running",
                    () -> !navigator.logged("Process ready", "name=shop").isEmpty());

            Files.createFile(Files.createDirectory(home.resolve("tmp")).resolve("restart.txt"));
            navigator.get("/shop/");

            Await.until("deployed", () -> !navigator
                    .logged("Stopping process", "reason=deployed")
                    .isEmpty());
        }
    }

    @Test
    void aVersionThatDoesNotStartLeavesTheOldOneServing() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop")))
                .start()) {
            long old = navigator.pid("shop");

            navigator.configure(Apps.tenants(Apps.tenant("shop", "--fail", "'3'")));
            assertEquals(0, navigator.run("-s", "reload", "navigator.yml").status());
            assertEquals(old, navigator.pid("shop"));
            Await.until(
                    "the failure is told",
                    () -> !navigator.logged("Deployment failed", "name=shop").isEmpty());

            assertEquals(old, navigator.pid("shop"));
        }
    }

    @Test
    void theListenAddressMayChange() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop")))
                .start()) {
            long pid = navigator.pid("shop");
            int other = NavigatorProcess.Ports.free();
            Files.writeString(
                    navigator.config(),
                    Files.readString(navigator.config()).replace("127.0.0.1:" + navigator.port, "127.0.0.1:" + other));

            assertEquals(0, navigator.run("-s", "reload", "navigator.yml").status());

            assertTrue(!navigator.logged("Listening", ":" + other).isEmpty(), navigator.log());
            Await.until("the old port is free", () -> NavigatorProcess.Ports.unused(navigator.port));
            assertTrue(ProcessHandle.of(pid).isPresent());
        }
    }
}
