package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The main job, on every Java that Navigator promises to run on. */
class WayOfARequestIT {

    @TempDir
    private Path folder;

    static List<Path> jdks() throws IOException {
        return Jdks.oldestAndNewest();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aRequestStartsItsApplication(Path jdk) throws Exception {
        try (NavigatorProcess navigator = start(jdk, Apps.tenants(Apps.tenant("shop")))) {
            HttpResponse<String> answer = navigator.get("/shop/cart?id=1");

            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals("/shop/cart?id=1", Apps.said("path", answer.body()));
            int port = Integer.parseInt(Apps.said("port", answer.body()));
            assertTrue(port >= navigator.firstAppPort && port < navigator.firstAppPort + 20, "port " + port);
            assertEquals(404, navigator.get("/nobody/").statusCode());
            assertEquals(
                    1,
                    navigator
                            .logged("Starting process", "name=shop", "port=" + port)
                            .size(),
                    navigator.log());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void fiftySimultaneousColdRequestsStartOneProcess(Path jdk) throws Exception {
        Path started = folder.resolve("started");
        try (NavigatorProcess navigator =
                start(jdk, Apps.tenants(Apps.tenant("shop", "--boot", "\"0.5\"", "--touch", started.toString())))) {
            List<CompletableFuture<HttpResponse<String>>> requests = IntStream.range(0, 50)
                    .mapToObj(i -> navigator.getAsync("/shop/?i=" + i))
                    .toList();
            Set<String> pids = requests.stream()
                    .map(CompletableFuture::join)
                    .map(answer -> {
                        assertEquals(200, answer.statusCode(), answer.body());
                        return Apps.said("pid", answer.body());
                    })
                    .collect(Collectors.toSet());

            assertEquals(Set.copyOf(Files.readAllLines(started)), pids);
            assertEquals(1, pids.size());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anApplicationThatWasKilledIsStartedAnew(Path jdk) throws Exception {
        try (NavigatorProcess navigator = start(jdk, Apps.tenants(Apps.tenant("shop")))) {
            String first = Apps.said("pid", navigator.get("/shop/").body());

            ProcessHandle.of(Long.parseLong(first)).orElseThrow().destroyForcibly();
            HttpResponse<String> answer = navigator.get("/shop/");

            assertEquals(200, answer.statusCode(), answer.body());
            assertNotEquals(first, Apps.said("pid", answer.body()));
            Await.until(
                    "the crash is logged",
                    () -> !navigator.logged("Process crashed", "name=shop").isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void stoppingLeavesNoProcessPortOrPidFile(Path jdk) throws Exception {
        try (NavigatorProcess navigator = start(
                jdk,
                Apps.tenants(
                                Apps.tenant("shop"),
                                Apps.tenant("wiki") + "      env: {PIDFILE: 'pids/wiki.pid'}\n" + "      working_dir: "
                                        + folder + "\n")
                        + """
                managed_processes:
                  - name: worker
                    command: sh
                    args: [-c, 'sleep 1000 & sleep 1000']
                """)) {
            int port =
                    Integer.parseInt(Apps.said("port", navigator.get("/shop/").body()));
            navigator.get("/wiki/");
            Await.until("the PID file is there", () -> Files.exists(folder.resolve("pids/wiki.pid")));
            Await.until("the worker runs", () -> navigator.children().size() >= 4);
            List<ProcessHandle> children = navigator.children();

            int status = navigator.stop();

            assertEquals(0, status);
            assertEquals(List.of(), NavigatorProcess.left(children));
            assertFalse(Files.exists(folder.resolve("navigator.pid")));
            assertFalse(Files.exists(folder.resolve("pids/wiki.pid")));
            assertTrue(NavigatorProcess.Ports.unused(port));
            assertTrue(NavigatorProcess.Ports.unused(navigator.port));
        }
    }

    private NavigatorProcess start(Path jdk, String yaml) throws Exception {
        return NavigatorProcess.in(folder)
                .with("JAVA_HOME", jdk)
                .configure(yaml)
                .start();
    }
}
