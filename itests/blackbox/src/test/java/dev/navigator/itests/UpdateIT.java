package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of our own are updated while requests are served. */
class UpdateIT {

    private static final List<String> BUNDLES =
            List.of("ports", "pids", "processes", "pool", "managed", "strategies", "config", "shell", "logging");
    private static final int ROUNDS = 3;

    @TempDir
    private Path folder;

    private static Path jar(String bundle) throws IOException {
        try (Stream<Path> files = Files.walk(NavigatorProcess.HOME.resolve("bundles"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("navigator-" + bundle + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> pids(NavigatorProcess navigator) throws Exception {
        return List.of(
                Apps.said("pid", navigator.get("/shop/").body()),
                Apps.said("pid", navigator.get("/wiki/").body()));
    }

    @Test
    void noUpdateOfOursFailsARequestOrEndsAProcess() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki") + "      min_instances: 1\n")
                        + "managed_processes:\n  - name: worker\n    command: sleep\n    args: ['1000']\n")
                .start()) {
            List<String> before = pids(navigator);
            List<ProcessHandle> children = navigator.children();

            for (String bundle : BUNDLES) {
                try (Load load = Load.on(navigator, 3, "/shop/", "/wiki/")) {
                    for (int round = 0; round < ROUNDS; round++) {
                        NavigatorProcess.Result updated = navigator.run(
                                "-c",
                                "navigator.yml",
                                "update",
                                bundle,
                                jar(bundle).toString());
                        assertEquals(0, updated.status(), updated.output());
                    }
                    assertEquals(List.of(), load.end(), bundle);
                    assertTrue(load.served() > 0, bundle);
                }
                assertEquals(before, pids(navigator), bundle);
            }

            assertEquals(children, navigator.children());
        }
    }

    @Test
    void theProxyIsUpdatedWhileConnectionAttemptsWait() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop")))
                .start()) {
            String pid = Apps.said("pid", navigator.get("/shop/").body());
            var slow = navigator.getAsync("/shop/?sleep=3");
            Await.until(
                    "the request is in flight",
                    () -> navigator.run("-c", "navigator.yml", "ps").output().contains("busy"));

            for (int round = 0; round < ROUNDS; round++) {
                NavigatorProcess.Result updated = navigator.run(
                        "-c", "navigator.yml", "update", "proxy", jar("proxy").toString());
                assertEquals(0, updated.status(), updated.output());
                assertEquals(200, navigator.get("/shop/").statusCode());
            }

            assertEquals(200, slow.join().statusCode());
            assertEquals(pid, Apps.said("pid", navigator.get("/shop/").body()));
        }
    }

    @Test
    void anythingButThatBundleIsRefused() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop")))
                .start()) {
            Path text = Files.writeString(folder.resolve("pool.jar"), "not a jar");

            NavigatorProcess.Result foreign = navigator.run(
                    "-c", "navigator.yml", "update", "pool", jar("ports").toString());
            NavigatorProcess.Result broken = navigator.run("-c", "navigator.yml", "update", "pool", text.toString());

            assertEquals(1, foreign.status(), foreign.output());
            assertTrue(foreign.output().contains("nothing was changed"), foreign.output());
            assertEquals(1, broken.status(), broken.output());
            assertEquals(200, navigator.get("/shop/").statusCode());
        }
    }
}
