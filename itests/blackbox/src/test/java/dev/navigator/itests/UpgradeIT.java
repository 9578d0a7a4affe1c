package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One Navigator takes over from another, and nobody notices. */
class UpgradeIT {

    private static final int ROUNDS = 3;
    private static final String WORKER =
            "managed_processes:\n  - name: worker\n    command: sleep\n    args: ['1000']\n    auto_restart: true\n";

    @TempDir
    private Path folder;

    private NavigatorProcess navigator() throws Exception {
        return NavigatorProcess.in(folder)
                .configure(Apps.tenants(
                                Apps.tenant("shop") + "      max_processes: 1\n",
                                Apps.tenant("wiki")
                                        + "      min_instances: 1\n      max_processes: 1\n      concurrency: 10\n",
                                Apps.tenant("files") + "      idle_timeout: 1\n",
                                Apps.tenant("slow", "--boot", "'1'"))
                        + WORKER)
                .start();
    }

    private static String pid(NavigatorProcess navigator, String tenant) throws Exception {
        return Apps.said("pid", navigator.get("/" + tenant + "/").body());
    }

    private static List<String> pids(NavigatorProcess navigator) throws Exception {
        return List.of(pid(navigator, "shop"), pid(navigator, "wiki"));
    }

    private static void upgrade(NavigatorProcess navigator) throws Exception {
        NavigatorProcess.Result result = navigator.upgrade();
        assertEquals(0, result.status(), () -> result.output() + log(navigator));
    }

    private static String log(NavigatorProcess navigator) {
        try {
            return navigator.log();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static boolean runs(ProcessHandle process) {
        return !NavigatorProcess.left(List.of(process)).isEmpty();
    }

    @Test
    void aDeploymentThatWasAskedForIsNotForgotten() throws Exception {
        try (NavigatorProcess navigator = navigator()) {
            String old = pid(navigator, "shop");
            assertEquals(0, navigator.run("-s", "reload", "navigator.yml").status());

            upgrade(navigator);

            Await.until("deployed", () -> !pid(navigator, "shop").equals(old));
        }
    }

    @Test
    void noRequestFailsAndNoProcessEndsHoweverOften() throws Exception {
        try (NavigatorProcess navigator = navigator()) {
            List<String> before = pids(navigator);
            upgradeUnderLoad(navigator, before);
            onlyTheLastIsLeft(navigator);
            assertEquals(before, pids(navigator));
            assertEquals(1, navigator.logged("Starting process", "name=worker").size());
        }
    }

    @Test
    void whatAnOperatorStoppedStaysStoppedUntilItIsStarted() throws Exception {
        try (NavigatorProcess navigator = navigator()) {
            assertEquals(0, navigator.run("-c", "navigator.yml", "stop", "wiki").status());
            assertEquals(
                    0, navigator.run("-c", "navigator.yml", "stop", "worker").status());

            upgrade(navigator);

            assertEquals(503, navigator.get("/wiki/").statusCode());
            assertEquals(1, navigator.logged("Starting process", "name=worker").size());
            assertEquals(
                    0, navigator.run("-c", "navigator.yml", "start", "wiki").status());
            assertEquals(
                    0, navigator.run("-c", "navigator.yml", "start", "worker").status());
            assertEquals(200, navigator.get("/wiki/").statusCode());
            assertEquals(2, navigator.logged("Starting process", "name=worker").size());
        }
    }

    private void upgradeUnderLoad(NavigatorProcess navigator, List<String> before) throws Exception {
        ProcessHandle files =
                ProcessHandle.of(Long.parseLong(pid(navigator, "files"))).orElseThrow();
        try (Load kept = Load.on(navigator, 3, "/shop/", "/wiki/");
                Load anew = Load.reconnecting(navigator, 2, "/shop/", "/wiki/");
                Connection socket = new Connection(navigator.port)) {
            socket.upgrade("/wiki/");
            CompletableFuture<String> download = download(navigator, "/files/?stream=" + (ROUNDS + 1));

            for (int round = 0; round < ROUNDS; round++) {
                Files.createFile(folder.resolve("stream-" + round));
                upgrade(navigator);
                int served = kept.served() + anew.served();
                Await.until("more requests are served", () -> kept.served() + anew.served() > served + 100);
                assertEquals("round " + round, socket.echo("round " + round));
                assertEquals(before, pids(navigator));
                assertTrue(runs(files), () -> "ended, for the download is in another Navigator:\n" + log(navigator));
            }
            Files.createFile(folder.resolve("stream-" + ROUNDS));

            assertEquals("x".repeat(ROUNDS + 1), download.get(20, TimeUnit.SECONDS));
            assertEquals(List.of(), kept.end());
            assertEquals(List.of(), anew.end());
        }
    }

    /** From a connection that ends with it. */
    private static CompletableFuture<String> download(NavigatorProcess navigator, String path) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Connection.once(navigator.port, "GET", path, "").body();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void onlyTheLastIsLeft(NavigatorProcess navigator) throws Exception {
        List<ProcessHandle> all = new ArrayList<>(List.of(navigator.process().toHandle()));
        all.addAll(navigator.successors());
        ProcessHandle last = all.remove(all.size() - 1);
        Await.until("only the last is left; log:\n" + navigator.log(), () -> all.stream()
                .noneMatch(UpgradeIT::runs));
        assertTrue(runs(last));
        Await.until("nothing is left in the state directory of those before", () -> {
            try (Stream<Path> files = Files.list(folder.resolve("navigator.state"))) {
                return files.filter(file -> file.getFileName().toString().startsWith("framework"))
                        .toList()
                        .equals(List.of(folder.resolve("navigator.state/framework-" + last.pid())));
            }
        });
    }

    @Test
    void whoWaitsForAnApplicationThatStartsIsServed() throws Exception {
        try (NavigatorProcess navigator = navigator()) {
            pids(navigator);
            var early = navigator.getAsync("/slow/");
            Await.until(
                    "it starts",
                    () -> !navigator.logged("Starting process", "name=slow").isEmpty());

            upgrade(navigator);

            assertEquals(200, early.get(20, TimeUnit.SECONDS).statusCode());
            assertEquals(200, navigator.get("/slow/").statusCode());
            assertEquals(1, navigator.logged("Starting process", "name=slow").size());
        }
    }

    @Test
    void aSuccessorThatIsKilledChangesNothing() throws Exception {
        try (NavigatorProcess navigator = navigator();
                Load kept = Load.on(navigator, 2, "/shop/", "/wiki/")) {
            List<String> before = pids(navigator);
            var result = CompletableFuture.supplyAsync(() -> {
                try {
                    return navigator.upgrade();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            Await.until("it takes over", () -> !Files.exists(folder.resolve("navigator.state/control.sock")));
            ProcessHandle successor = successorUnderWay(navigator);
            assertNotEquals(navigator.process().toHandle(), successor.parent().orElseThrow(), "minded by who minds us");
            successor.destroyForcibly();

            assertEquals(1, result.get(40, TimeUnit.SECONDS).status());
            assertTrue(
                    result.join().output().contains("not upgraded"),
                    result.join().output());
            assertEquals(
                    1,
                    navigator.logged("Upgrade failed, this Navigator goes on").size());
            assertEquals(before, pids(navigator));
            assertEquals(List.of(), kept.end());
            ProcessHandle.of(Long.parseLong(before.get(1))).orElseThrow().destroyForcibly();
            Await.until(
                    "it replaces what ends",
                    () -> navigator.logged("Starting process", "name=wiki").size() == 2);
            upgrade(navigator);
            assertNotEquals(before.get(1), pid(navigator, "wiki"));
        }
    }

    private static ProcessHandle successorUnderWay(NavigatorProcess navigator) throws Exception {
        String line = navigator.logged("Upgrading successor=").get(0);
        return ProcessHandle.of(Long.parseLong(Apps.said("successor", line.substring(line.indexOf("successor=")))))
                .orElseThrow();
    }

    @Test
    void aConfigurationThatIsWrongChangesNothing() throws Exception {
        try (NavigatorProcess navigator = navigator()) {
            List<String> before = pids(navigator);
            Files.writeString(navigator.config(), Files.readString(navigator.config()) + "nonsense: 1\n");

            NavigatorProcess.Result result = navigator.upgrade();

            assertEquals(1, result.status());
            assertTrue(result.output().contains("1 error"), result.output());
            assertEquals(before, pids(navigator));
        }
    }

    @Test
    void aNavigatorThatIsKilledWhileItYieldsIsSucceededAllTheSame() throws Exception {
        try (NavigatorProcess navigator = navigator()) {
            List<String> before = pids(navigator);
            var result = CompletableFuture.supplyAsync(() -> {
                try {
                    return navigator.run("-s", "upgrade", "navigator.yml");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            Await.until("it yields", () -> !Files.exists(folder.resolve("navigator.state/control.sock")));
            ProcessHandle successor = successorUnderWay(navigator);
            navigator.process().destroyForcibly();

            assertEquals(1, result.get(40, TimeUnit.SECONDS).status());
            Await.until(
                    "the other serves",
                    () -> navigator.logged("Navigator started").size() == 2);
            assertEquals(before, pids(navigator));
            assertEquals(1, navigator.logged("Starting process", "name=worker").size());
            successor.destroy();
            successor.onExit().get(40, TimeUnit.SECONDS);
        }
    }
}
