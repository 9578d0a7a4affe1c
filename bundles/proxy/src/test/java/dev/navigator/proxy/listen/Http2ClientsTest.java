package dev.navigator.proxy.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.HttpLimits;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.FakePool;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Program;
import dev.navigator.proxy.support.Secure;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.TestPorts;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.MemoryHandover;
import dev.navigator.testing.RealScheduler;
import dev.navigator.testing.TestCertificate;
import dev.navigator.testing.TestCertificate.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of HTTP/2 that others wrote. */
class Http2ClientsTest {

    @TempDir
    Path folder;

    private final RealScheduler scheduler = new RealScheduler();
    private final FakePool pool = new FakePool();
    private final FixedLifecycle lifecycle = new FixedLifecycle(Path.of("/nonexistent"));
    private final FrontDoor door = new FrontDoor(scheduler, lifecycle, new MemoryHandover());
    private final Settings settings = new Settings().tenant("app", "/");
    private Backend backend;
    private int port;

    @BeforeEach
    void start() throws Exception {
        backend = new Backend(wire -> {
            while (true) {
                String body = wire.readMessage().body();
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        });
        pool.offer("app", 1, backend.port());
        door.bindPool(pool);
        port = TestPorts.free();
        settings.listen = new ServerSettings.Listen(Optional.of("127.0.0.1"), port);
    }

    @AfterEach
    void stop() {
        lifecycle.stop();
        door.deactivate();
        backend.close();
        scheduler.close();
    }

    private void serve(boolean secured) throws Exception {
        if (secured) {
            Path chain = folder.resolve("chain.pem");
            Path key = folder.resolve("key.pem");
            TestCertificate.of(Kind.EC, "localhost").write(chain, key);
            settings.tls = Optional.of(new ServerSettings.Tls(chain, key));
        }
        door.bindConfiguration(settings.build());
        Front.await("it listens", () -> door.accepting().isPresent());
    }

    @Test
    void curlChoosesHttp2WhereItIsSecured() throws Exception {
        serve(true);

        String said = curl("--http2", "-d", "hello", "https://127.0.0.1:" + port + "/");

        assertEquals("hello 2", said);
    }

    /** What is answered is HTTP/1.1 to both, RFC 9110 section 6.2. */
    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http1.0"})
    void curlMayChooseWhatIsOlderWhereItIsSecured(String version) throws Exception {
        serve(true);

        assertEquals("hello 1.1", curl(version, "-d", "hello", "https://127.0.0.1:" + port + "/"));
    }

    @Test
    void curlHearsThatItsUploadIsNotWanted() throws Exception {
        settings.limits = new HttpLimits(16 << 10, 50, 8 << 10, 1000, 100, 0);
        serve(false);
        Path sent = Files.writeString(folder.resolve("sent"), "0123456789abcdef".repeat(1 << 18));

        String said = curl("--http2-prior-knowledge", "-T", sent.toString(), "http://127.0.0.1:" + port + "/");
        assertTrue(said.startsWith("413 Content Too Large") && said.endsWith(" 2"), said);
    }

    @Test
    void curlIsServedWithoutAskingWhereItIsNotSecured() throws Exception {
        serve(false);

        assertEquals("hello 2", curl("--http2-prior-knowledge", "-d", "hello", "http://127.0.0.1:" + port + "/"));
        assertEquals("hello 1.1", curl("--http1.1", "-d", "hello", "http://127.0.0.1:" + port + "/"));
        assertEquals("hello 1.1", curl("--http2", "-d", "hello", "http://127.0.0.1:" + port + "/"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void curlSendsAndReceivesWhatIsLarge(boolean secured) throws Exception {
        serve(secured);
        Path sent = Files.writeString(folder.resolve("sent"), "0123456789abcdef".repeat(1 << 18));
        Path received = folder.resolve("received");

        String said = curl(
                secured ? "--http2" : "--http2-prior-knowledge",
                "--data-binary",
                "@" + sent,
                "-o",
                received.toString(),
                (secured ? "https" : "http") + "://127.0.0.1:" + port + "/");

        assertEquals(" 2", said);
        assertEquals(-1, Files.mismatch(sent, received));
    }

    private String curl(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sSk", "-w", " %{http_version}"));
        command.addAll(List.of(options));
        return Program.run("", command.toArray(String[]::new));
    }

    @Test
    void javasClientIsServedManyRequestsAtOnce() throws Exception {
        serve(true);
        HttpClient client = HttpClient.newBuilder()
                .sslContext(Secure.context())
                .version(Version.HTTP_2)
                .build();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/" + i))
                    .POST(BodyPublishers.ofString((i + ".").repeat(i * 100)))
                    .build();
            answers.add(client.sendAsync(request, BodyHandlers.ofString()));
        }

        for (int i = 0; i < 100; i++) {
            HttpResponse<String> response = answers.get(i).join();
            assertEquals(Version.HTTP_2, response.version());
            assertEquals((i + ".").repeat(i * 100), response.body());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLoadGeneratorFindsNothingWrong(boolean secured) throws Exception {
        serve(secured);

        String said = Program.run(
                "", "h2load", "-n3000", "-c10", "-m50", (secured ? "https" : "http") + "://127.0.0.1:" + port + "/");

        assertTrue(said.contains("3000 succeeded, 0 failed, 0 errored"), said);
        assertTrue(said.contains("3000 2xx"), said);
    }
}
