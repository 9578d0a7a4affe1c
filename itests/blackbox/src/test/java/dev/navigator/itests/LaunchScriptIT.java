package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchScriptIT {

    private static final long HUP_INT_TERM = 1 << 0 | 1 << 1 | 1 << 14;

    @TempDir
    private Path folder;

    @Test
    void helpAndVersionAreThereAtOnce() throws Exception {
        NavigatorProcess navigator = NavigatorProcess.in(folder);

        NavigatorProcess.Result help = navigator.run("--help");
        NavigatorProcess.Result version = navigator.run("--version");

        assertEquals(0, help.status());
        assertTrue(help.output().contains("--validate CONFIG"), help.output());
        assertEquals(0, version.status());
        assertTrue(version.output().startsWith("navigator 1."), version.output());
    }

    @Test
    void aWrongCommandLineIsStatusTwo() throws Exception {
        NavigatorProcess.Result result = NavigatorProcess.in(folder).run("--unknown");

        assertEquals(2, result.status());
        assertTrue(result.output().contains("unknown option '--unknown'"), result.output());
    }

    @Test
    void aWrongFileIsReportedWholeAndStartsNothing() throws Exception {
        NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure("applications:\n  tenants:\n    - nam: shop\n    - name: wiki\n      max_processes: many\n");

        NavigatorProcess.Result validated = navigator.run("--validate", "navigator.yml");
        NavigatorProcess.Result started = navigator.run("navigator.yml");

        for (NavigatorProcess.Result result : new NavigatorProcess.Result[] {validated, started}) {
            assertEquals(1, result.status(), result.output());
            assertTrue(result.output().contains("navigator.yml:9:"), result.output());
            assertTrue(result.output().contains("navigator.yml:11:"), result.output());
        }
        assertFalse(Files.exists(folder.resolve("navigator.pid")));
    }

    @Test
    void aMissingFileIsSaidInOneLine() throws Exception {
        NavigatorProcess.Result result = NavigatorProcess.in(folder).run("absent.yml");

        assertEquals(1, result.status());
        assertTrue(result.output().contains("absent.yml"), result.output());
        assertFalse(result.output().contains("Exception"), result.output());
    }

    @Test
    void aValidFileIsValid() throws Exception {
        NavigatorProcess.Result result = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop")))
                .run("--validate", "navigator.yml");

        assertEquals(0, result.status(), result.output());
    }

    @Test
    void twoNavigatorsRunSideBySideFromOneInstallation() throws Exception {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        try (NavigatorProcess first = NavigatorProcess.in(one)
                        .configure(Apps.tenants(Apps.tenant("shop")))
                        .start();
                NavigatorProcess second = NavigatorProcess.in(two)
                        .configure(Apps.tenants(Apps.tenant("shop")))
                        .start()) {
            assertEquals(200, first.get("/shop/").statusCode());
            assertEquals(200, second.get("/shop/").statusCode());
            assertEquals(first.pid() + "\n", Files.readString(one.resolve("navigator.pid")));
            assertEquals(second.pid() + "\n", Files.readString(two.resolve("navigator.pid")));
        }
    }

    @Test
    void aSecondNavigatorWithTheSameFileIsRefused() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop")))
                .start()) {
            NavigatorProcess.Result second = navigator.run("navigator.yml");

            assertEquals(1, second.status());
            assertTrue(second.output().contains("a running Navigator uses it"), second.output());
            assertEquals(200, navigator.get("/shop/").statusCode());
        }
    }

    @Test
    void aTakenListenPortIsSaidAndNothingIsStartedOrLeft() throws Exception {
        NavigatorProcess navigator =
                NavigatorProcess.in(folder).configure(Apps.tenants(Apps.tenant("shop") + "      min_instances: 1\n"));
        try (ServerSocket taken = new ServerSocket(navigator.port)) {
            NavigatorProcess.Result result = navigator.run("navigator.yml");

            assertEquals(1, result.status(), result.output());
            assertTrue(
                    result.output().contains(":" + taken.getLocalPort() + ": Address already in use"), result.output());
            assertFalse(result.output().contains("Starting process"), result.output());
            assertFalse(Files.exists(folder.resolve("navigator.pid")));
        }
    }

    @Test
    void psStopAndStartOperateARunningNavigator() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop"))
                        + "managed_processes:\n  - name: worker\n    command: sleep\n    args: ['1000']\n")
                .start()) {
            String pid = Apps.said("pid", navigator.get("/shop/").body());

            String running = navigator.run("-c", "navigator.yml", "ps").output();
            NavigatorProcess.Result stopped = navigator.run("-c", "navigator.yml", "stop", "shop");

            assertTrue(running.contains("shop") && running.contains(pid) && running.contains("worker"), running);
            assertEquals(0, stopped.status(), stopped.output());
            assertTrue(ProcessHandle.of(Long.parseLong(pid)).isEmpty());
            assertEquals(503, navigator.get("/shop/").statusCode());
            assertEquals(
                    0, navigator.run("-c", "navigator.yml", "start", "shop").status());
            assertEquals(200, navigator.get("/shop/").statusCode());
            assertEquals(
                    1, navigator.run("-c", "navigator.yml", "stop", "nobody").status());
        }
    }

    @Test
    void stopWaitsForTheEnd() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop")))
                .start()) {
            NavigatorProcess.Result result = navigator.run("-s", "stop", "navigator.yml");

            assertEquals(0, result.status(), result.output());
            assertTrue(navigator.process().waitFor(5, TimeUnit.SECONDS));
            assertEquals(0, navigator.process().exitValue());
            assertEquals(1, navigator.run("-s", "stop", "navigator.yml").status());
        }
    }

    @Test
    void reloadTellsItsOutcome() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop")))
                .start()) {
            assertEquals(404, navigator.get("/wiki/").statusCode());

            navigator.configure(Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki")));
            NavigatorProcess.Result reloaded = navigator.run("-s", "reload", "navigator.yml");
            assertEquals(0, reloaded.status(), reloaded.output());
            assertEquals(200, navigator.get("/wiki/").statusCode());

            Path broken = navigator.config();
            String good = Files.readString(broken);
            Files.writeString(broken, good + "\npools: none\n");
            NavigatorProcess.Result refused = navigator.run("-c", "navigator.yml", "reload");
            assertEquals(1, refused.status(), refused.output());
            assertTrue(refused.output().contains("navigator.yml:"), refused.output());
            assertEquals(0, navigator.run("-c", "navigator.yml", "ps").status());
            assertEquals(200, navigator.get("/wiki/").statusCode());
        }
    }

    @Test
    void whatItsCallerIgnoresIsNotIgnoredByItAndItsApplications() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .under("sh", "-c", "trap '' HUP INT TERM; exec \"$@\"", "sh")
                .configure(Apps.tenants(Apps.tenant("shop")))
                .start()) {
            Signal.HUP.to(navigator.pid());

            Await.until(
                    "it reloads",
                    () -> !navigator.logged("Configuration reloaded").isEmpty());
            assertEquals(0, ignored(navigator.pid("shop")));
        }
    }

    /** Those of the three, see proc(5): an application may ignore others by itself. */
    private static long ignored(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.split("\t")[1], 16) & HUP_INT_TERM)
                .findFirst()
                .orElseThrow();
    }
}
