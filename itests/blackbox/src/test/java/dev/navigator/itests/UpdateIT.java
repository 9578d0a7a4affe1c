package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private static final int ROUNDS = Integer.getInteger("navigator.update.rounds", 10);
    private static final int DOWNLOAD_SECONDS = 30;
    private static final int CONNECTIONS = 4;

    @TempDir
    private Path folder;

    private static Path jar(String bundle) throws IOException {
        try (Stream<Path> files = Files.walk(NavigatorProcess.HOME.resolve("bundles"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("navigator-" + bundle + "-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Long> pids(NavigatorProcess navigator) throws Exception {
        return List.of(navigator.pid("shop"), navigator.pid("wiki"));
    }

    private static void update(NavigatorProcess navigator, String bundle) throws IOException {
        Control.of(navigator).ask("update", bundle, jar(bundle).toString());
    }

    @Test
    void noUpdateOfOursFailsARequestOrEndsAProcess() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                        .with("NAVIGATOR_JAVA_OPTS", "-XX:SoftRefLRUPolicyMSPerMB=0") // no garbage is kept in caches
                        .configure(Apps.tenants(Apps.tenant("shop"), Apps.tenant("wiki") + "      min_instances: 1\n")
                                + "managed_processes:\n  - name: worker\n    command: sleep\n    args: ['1000']\n")
                        .start();
                Connection socket = new Connection(navigator.port)) {
            List<Long> before = pids(navigator);
            List<ProcessHandle> children = navigator.children();
            socket.upgrade("/shop/");
            var download = navigator.getAsync("/wiki/?drip=" + DOWNLOAD_SECONDS);
            round(navigator, socket);
            Footprint first = Footprint.of(navigator);

            for (int round = 1; round < ROUNDS; round++) {
                round(navigator, socket);
            }

            assertEquals(before, pids(navigator));
            assertEquals(1000, download.join().body().length());
            assertEquals(children, navigator.children());
            Await.until("no more is used than before: " + first, () -> Footprint.of(navigator)
                    .fitsInto(first));
        }
    }

    /** Updates every bundle under load. */
    private static void round(NavigatorProcess navigator, Connection socket) throws Exception {
        for (String bundle : BUNDLES) {
            try (Load load = Load.on(navigator, 3, "/shop/", "/wiki/")) {
                load.serve(5);
                update(navigator, bundle);
                assertEquals(bundle, socket.echo(bundle));
                load.serve(5);
                assertEquals(List.of(), load.end(), bundle);
            }
        }
    }

    /** What is used of what never comes back when it leaks. */
    private record Footprint(int threads, int descriptors, int ports, long loaders) {

        static Footprint of(NavigatorProcess navigator) throws Exception {
            Path process = Path.of("/proc/" + navigator.pid());
            String status = Files.readString(process.resolve("status"));
            int ports = 0;
            for (int port = navigator.firstAppPort; port < navigator.firstAppPort + 20; port++) {
                ports += NavigatorProcess.Ports.unused(port) ? 0 : 1;
            }
            return new Footprint(
                    Integer.parseInt(status.replaceAll("(?s).*\nThreads:\\s+(\\d+).*", "$1")),
                    process.resolve("fd").toFile().list().length,
                    ports,
                    loaders(navigator.pid()));
        }

        /** Class loaders of bundles, after a collection of garbage. */
        private static long loaders(long pid) throws Exception {
            jcmd(pid, "GC.run");
            return jcmd(pid, "VM.classloader_stats")
                    .lines()
                    .filter(line -> line.contains("BundleWiring"))
                    .count();
        }

        private static String jcmd(long pid, String command) throws Exception {
            Process asked = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/jcmd", Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        /**
         * A thread or descriptor more or less is the moment's. Connections that are open keep the version alive they last
         * dealt with: a few, however many rounds there are, where a leak has one more with each.
         */
        boolean fitsInto(Footprint before) {
            return threads <= before.threads + 8
                    && descriptors <= before.descriptors + 10
                    && ports == before.ports
                    && loaders <= before.loaders + CONNECTIONS;
        }
    }

    @Test
    void theProxyIsUpdatedUnderLoadAndWhileConnectionAttemptsWait() throws Exception {
        try (NavigatorProcess navigator = NavigatorProcess.in(folder)
                .configure(Apps.tenants(Apps.tenant("shop")))
                .start()) {
            long pid = navigator.pid("shop");
            var slow = navigator.getAsync("/shop/?sleep=3");
            Await.until(
                    "the request is in flight",
                    () -> Control.of(navigator).ask("ps").contains("busy"));

            for (int round = 0; round < ROUNDS; round++) {
                try (Load load = Load.on(navigator, 3, "/shop/")) {
                    load.serve(5);
                    update(navigator, "proxy");
                    assertEquals(200, navigator.get("/shop/").statusCode());
                    load.serve(5);
                    assertEquals(List.of(), load.end());
                }
            }

            assertEquals(200, slow.join().statusCode());
            assertEquals(pid, navigator.pid("shop"));
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
