package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that others wrote, on both sides: a browser, a WebSocket client, a load generator; a server of Node. */
class InteroperabilityIT {

    private static final Path SOURCES = Path.of("src/test/resources/node");
    private static final String MODULES = "/usr/share/nodejs";
    private static final Duration BROWSER = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private NavigatorProcess serve(boolean secured) throws Exception {
        Tree.copy(SOURCES, folder.resolve("node"));
        TestCertificate.of(TestCertificate.Kind.EC, "localhost")
                .write(folder.resolve("chain.pem"), folder.resolve("key.pem"));
        NavigatorProcess navigator = NavigatorProcess.in(folder);
        String tls = secured ? "  tls: {certificate: chain.pem, key: key.pem}\n" : "";
        return navigator
                .configure("  start_page_after: 0.3s\n" + tls + navigator.pools() + """
                applications:
                  tenants:
                    - name: node
                      working_dir: node
                      concurrency: 500
                      env: {NODE_PATH: %s}
                logging:
                  access_log: {file: access.log}
                """.formatted(MODULES))
                .start();
    }

    /** What the program prints until it ends. */
    private String run(Path working, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(working.toFile()).redirectErrorStream(true);
        builder.environment().put("NODE_PATH", MODULES);
        Process process = builder.start();
        try (var output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
            return said;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBrowserSeesTheStartPageAndThenThePageWithAllItDoes(boolean secured) throws Exception {
        try (NavigatorProcess navigator = serve(secured)) {
            String url = (secured ? "https" : "http") + "://127.0.0.1:" + navigator.port + "/node/";
            Process browser = browse(url);
            try {
                Path report = folder.resolve("node/report");
                Await.until("the page has reported", BROWSER, () -> Files.exists(report));

                assertEquals(
                        List.of(
                                secured ? "h2" : "http/1.1",
                                "upload 2000000",
                                "download 3000000 3000000 3000000 3000000",
                                "events 3",
                                "socket hello true"),
                        Files.readAllLines(report));
                Await.until("the start page is in the access log", () -> pageStatuses()
                        .startsWith("503"));
                assertTrue(pageStatuses().endsWith("200"), pageStatuses());
            } finally {
                end(browser);
            }
        }
    }

    /** Of the answers for the page itself, in order. */
    private String pageStatuses() throws IOException {
        return Files.readAllLines(folder.resolve("access.log")).stream()
                .filter(line -> line.contains("GET /node/ "))
                .map(line -> line.split("\" ")[1].substring(0, 3))
                .collect(Collectors.joining(" "));
    }

    private Process browse(String url) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--ignore-certificate-errors",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("browser"),
                url);
        builder.environment().put("TMPDIR", folder.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile())
                .start();
    }

    private static void end(Process browser) {
        Set<ProcessHandle> all = browser.descendants().collect(Collectors.toSet());
        browser.destroy();
        browser.onExit().join();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void aWebSocketClientMeetsAWebSocketServer(String scheme) throws Exception {
        try (NavigatorProcess navigator = serve(scheme.equals("wss"))) {
            String said = run(SOURCES, "node", "client.js", scheme + "://127.0.0.1:" + navigator.port + "/node/socket");

            assertEquals(
                    Set.of(
                            "open permessage-deflate",
                            "pong are you there",
                            "text in two frames",
                            "binary true",
                            "close 4001 enough"),
                    said.lines().collect(Collectors.toSet()));
        }
    }

    @Test
    void aLoadGeneratorGetsEveryAnswer() throws Exception {
        try (NavigatorProcess navigator = serve(true)) {
            String url = "https://127.0.0.1:" + navigator.port + "/node/";
            run(folder, "curl", "-sk", url);

            String http2 = run(folder, "h2load", "-n4000", "-c10", "-m20", url);
            String http1 = run(folder, "h2load", "--h1", "-n4000", "-c10", "-m5", url);

            assertTrue(http2.contains("4000 succeeded, 0 failed, 0 errored"), http2);
            assertTrue(http2.contains("4000 2xx"), http2);
            assertTrue(http1.contains("4000 succeeded, 0 failed, 0 errored"), http1);
            assertTrue(http1.contains("4000 2xx"), http1);
        }
    }
}
