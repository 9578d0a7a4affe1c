package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes while Navigator runs: releases, and settings. */
class DeploymentIT {

    private static final int RELOADS = 20;

    @TempDir
    private Path folder;

    private NavigatorProcess navigator;

    @BeforeEach
    void prepare() throws Exception {
        navigator = NavigatorProcess.in(folder);
    }

    @AfterEach
    void stop() throws Exception {
        navigator.close();
    }

    private void reload() throws Exception {
        Control.of(navigator).ask("reload");
    }

    private String said(String key, String tenant) throws Exception {
        return Apps.said(key, navigator.get("/" + tenant + "/").body());
    }

    @Test
    void aWebSocketGoesOnThroughADeploymentUntilTheDrainTimeout() throws Exception {
        Duration drain = Duration.ofSeconds(5);
        navigator
                .configure(Apps.tenants(Apps.tenant("shop") + "      drain_timeout: " + drain.toSeconds() + "s\n"))
                .start();
        long old = navigator.pid("shop");
        try (Connection socket = new Connection(navigator.port)) {
            socket.upgrade("/shop/");
            assertEquals("before", socket.echo("before"));

            long begin = System.nanoTime();
            reload();
            Await.until("the new release serves", () -> navigator.pid("shop") != old);
            assertEquals("after", socket.echo("after"));

            assertTrue(socket.hasEnded());
            long lasted = System.nanoTime() - begin;
            assertTrue(lasted >= drain.toNanos(), "ended after " + Duration.ofNanos(lasted));
        }
        Await.until("the old release is gone", () -> ProcessHandle.of(old).isEmpty());
        assertEquals(200, navigator.get("/shop/").statusCode());
    }

    @Test
    void aLinkToTheReleaseIsFollowedAtEachStart() throws Exception {
        Path first = Files.createDirectories(folder.resolve("releases/1"));
        Path second = Files.createDirectories(folder.resolve("releases/2"));
        Path current = Files.createSymbolicLink(folder.resolve("current"), first);
        navigator
                .configure(Apps.tenants(Apps.tenant("shop") + "      working_dir: " + current + "\n"))
                .start();
        assertEquals(first.toRealPath().toString(), said("cwd", "shop"));

        Path next = Files.createSymbolicLink(folder.resolve("next"), second);
        Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);
        assertEquals(first.toRealPath().toString(), said("cwd", "shop"));
        reload();

        Await.until("the next release serves", () -> said("cwd", "shop")
                .equals(second.toRealPath().toString()));
    }

    @Test
    void aTenantStartsOnceTheProcessesItNamesAreReady() throws Exception {
        navigator
                .configure(
                        Apps.tenants(Apps.tenant("shop") + "      depends_on: [search]\n", Apps.tenant("wiki")) + """
                managed_processes:
                  - name: database
                    command: sleep
                    args: ['1000']
                    ready: {command: [test, -e, gate]}
                  - name: search
                    command: sh
                    args: [-c, 'echo index loaded; exec sleep 1000']
                    depends_on: [database]
                    ready: {log: 'index .oaded'}
                """)
                .start();
        var waiting = navigator.getAsync("/shop/");

        assertEquals(200, navigator.get("/wiki/").statusCode());
        assertFalse(waiting.isDone());
        assertEquals(List.of(), navigator.logged("Starting process", "name=shop"));
        assertEquals(List.of(), navigator.logged("Starting process", "name=search"));
        Files.createFile(folder.resolve("gate"));

        assertEquals(200, waiting.join().statusCode());
        assertFalse(navigator.logged("Process ready", "name=search").isEmpty());
    }

    @Test
    void twentyReloadsInARowDuringStartsFailNoRequestAndTheLastOneWins() throws Exception {
        String shop = Apps.tenant("shop", "--boot", "'0.5'");
        navigator.configure(Apps.tenants(shop, Apps.tenant("wiki"))).start();
        try (Load load = Load.on(navigator, 4, "/shop/", "/wiki/")) {
            for (int i = 1; i <= RELOADS; i++) {
                navigator.configure(Apps.tenants(shop, Apps.tenant("wiki"), Apps.tenant("blog" + i)));
                Signal.HUP.to(navigator.pid());
            }
            Await.until(
                    "the last one is in force",
                    () -> navigator.get("/blog" + RELOADS + "/").statusCode() == 200);
            load.serve(100);

            assertEquals(List.of(), load.end());
        }
        assertEquals(404, navigator.get("/blog1/").statusCode());
    }

    @Test
    void limitsAndIdleTimesChangeWithAReload() throws Exception {
        String apps = Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki"));
        navigator
                .configure(navigator.pools("max_size: 2", "idle_timeout: 1h") + apps)
                .start();
        long shop = navigator.pid("shop");
        long wiki = navigator.pid("wiki");
        assertEquals(shop, navigator.pid("shop"));

        navigator.configure(navigator.pools("max_size: 1", "idle_timeout: 1h") + apps);
        reload();
        Await.until("one has gone", () -> gone(shop) || gone(wiki));

        navigator.configure(navigator.pools("max_size: 1", "idle_timeout: 200ms") + apps);
        reload();
        Await.until("all are idle", () -> gone(shop) && gone(wiki));
        assertFalse(navigator.logged("Stopping process", "reason=idle").isEmpty(), navigator.log());
        assertEquals(200, navigator.get("/shop/").statusCode());
        assertEquals(200, navigator.get("/wiki/").statusCode());
    }

    private static boolean gone(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }

    @Test
    void loggingChangesWithAReload() throws Exception {
        String apps = Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki"));
        navigator.configure(apps).start();
        navigator.pid("shop");
        Path file = folder.resolve("other.log");

        navigator.configure(apps + "logging:\n  format: json\n  file: " + file + "\n");
        reload();
        long wiki = navigator.pid("wiki");

        Await.until(
                "its output is in the new file",
                () -> Files.exists(file)
                        && Files.readAllLines(file).stream()
                                .anyMatch(line ->
                                        line.startsWith("{") && line.contains("wiki") && line.contains("listening")));
        assertEquals(List.of(), navigator.logged("pid=" + wiki));
    }

    @Test
    void problemsOfAFileAreToldToPrograms() throws Exception {
        navigator.configure(
                "applications:\n  tenants:\n    - name: shop\n      max_proceses: 3\n      idle_timeout: soon\n");

        NavigatorProcess.Result wrong = navigator.run("--validate", "navigator.yml", "--json");
        navigator.configure(Apps.tenants(Apps.tenant("shop")));
        NavigatorProcess.Result right = navigator.run("--validate", "navigator.yml", "--json");

        assertEquals(1, wrong.status(), wrong.output());
        for (String part : List.of(
                "\"severity\"",
                "\"error\"",
                "\"line\"",
                "\"column\"",
                "tenants[0].max_proceses",
                "'max_processes'",
                "soon")) {
            assertTrue(wrong.output().contains(part), part + " in " + wrong.output());
        }
        assertEquals(0, right.status(), right.output());
        assertEquals("[]", right.output().strip());
    }
}
