package dev.navigator.proxy.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.HttpLimits;
import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.FakePool;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Program;
import dev.navigator.proxy.support.Secure;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.TestPorts;
import dev.navigator.proxy.support.Wire;
import dev.navigator.proxy.support.Wire.Message;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.MemoryHandover;
import dev.navigator.testing.RealScheduler;
import dev.navigator.testing.TestCertificate;
import dev.navigator.testing.TestCertificate.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecuredTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path folder;

    private final RealScheduler scheduler = new RealScheduler();
    private final FakePool pool = new FakePool();
    private final FixedLifecycle lifecycle = new FixedLifecycle(Path.of("/nonexistent"));
    private final FrontDoor door = new FrontDoor(scheduler, lifecycle, new MemoryHandover());
    private final Settings settings = new Settings().tenant("app", "/");
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Path chain;
    private Path key;
    private int port;

    @BeforeEach
    void start() throws IOException {
        chain = folder.resolve("chain.pem");
        key = folder.resolve("key.pem");
        port = TestPorts.free();
        settings.listen = new ServerSettings.Listen(Optional.of("127.0.0.1"), port);
        settings.tls = Optional.of(new ServerSettings.Tls(chain, key));
        door.bindPool(pool);
    }

    @AfterEach
    void stop() throws Exception {
        lifecycle.stop();
        door.deactivate();
        for (AutoCloseable open : opened) {
            open.close();
        }
        scheduler.close();
    }

    private Backend serve(Kind kind, Backend backend) throws IOException {
        opened.add(backend);
        TestCertificate.of(kind, "first").write(chain, key);
        pool.offer("app", 1, backend.port());
        door.bindConfiguration(settings.build());
        Front.await("it listens", () -> door.accepting().isPresent());
        return backend;
    }

    private Backend serve() throws IOException {
        return serve(Kind.EC, Backend.answering(OK));
    }

    @ParameterizedTest
    @CsvSource({"EC,TLSv1.3", "EC,TLSv1.2", "RSA,TLSv1.3", "RSA,TLSv1.2"})
    void aSecuredRequestIsServedAndTheApplicationToldSo(Kind kind, String protocol) throws Exception {
        Backend backend = serve(kind, Backend.answering(OK));

        try (Wire client = Secure.to(port, protocol)) {
            assertEquals("ok", client.get("/a").readMessage().body());
            client.send("GET https://test/b HTTP/1.1\r\nHost: test\r\n\r\n");
            assertEquals("ok", client.readMessage().body());
        }

        Message request = backend.requests.remove();
        assertEquals("https", request.field("X-Forwarded-Proto"));
        assertEquals("for=127.0.0.1;proto=https;host=\"test\"", request.field("Forwarded"));
        assertEquals("GET /b HTTP/1.1", backend.requests.remove().startLine());
    }

    @Test
    void anAbsoluteTargetOfTheOtherSchemeIsRefused() throws Exception {
        serve();

        try (Wire client = Secure.to(port)) {
            client.send("GET http://test/b HTTP/1.1\r\nHost: test\r\n\r\n");

            assertEquals(400, client.readMessage().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void theEndIsAnnounced(String protocol) throws Exception {
        serve();

        try (Wire client = Secure.to(port, protocol)) {
            client.send("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");

            String all = client.readToEnd(); // which fails where the end is not announced

            assertTrue(all.endsWith("ok"), all);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whatIsLargePassesBothWaysAtThePaceOfWhoTakesIt(String protocol) throws Exception {
        String content = "0123456789abcdef".repeat(512 << 10);
        serve(Kind.EC, new Backend(wire -> {
            String body = wire.readMessage().body();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        }));

        try (Wire client = Secure.to(port, protocol)) {
            client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: " + content.length() + "\r\n\r\n");
            client.send(content);
            Front.await("the instance answers", () -> pool.inFlight("app") == 1);

            Message response = client.readMessage();

            assertTrue(response.body().equals(content), "what came back differs");
        }
    }

    @Test
    void pipelinedRequestsInOneRecordAreAllAnswered() throws Exception {
        serve();

        try (Wire client = Secure.to(port)) {
            client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n".repeat(1000));

            for (int i = 0; i < 1000; i++) {
                assertEquals("ok", client.readMessage().body());
            }
        }
    }

    @Test
    void aTunnelPassesBytesAndTheEndOfEachSide() throws Exception {
        serve(Kind.EC, new Backend(wire -> {
            wire.readHead();
            wire.send("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            wire.send("you said " + wire.readToEnd());
        }));

        try (Wire client = Secure.to(port)) {
            client.send("GET / HTTP/1.1\r\nHost: test\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            assertTrue(client.readHead().startsWith("HTTP/1.1 101"));
            client.send("hello");
            ((SSLSocket) client.socket).shutdownOutput();

            assertEquals("you said hello", client.readToEnd());
        }
    }

    @Test
    void whoSpeaksPlainHttpIsToldSo() throws Exception {
        serve();

        try (Wire client = Wire.to(port)) {
            Message response = client.get("/").readMessage();

            assertEquals(400, response.status());
            assertTrue(response.body().contains("HTTPS"), response.body());
            assertTrue(client.ended());
        }
    }

    @Test
    void whoSpeaksNonsenseIsNotAnswered() throws Exception {
        serve();

        try (Wire client = Wire.to(port)) {
            assertEquals("", client.send("\1\2\3\4").readToEnd());
        }
        try (Wire client = Wire.to(port)) {
            String alert = client.send("\26\3\1\0\5hello").readToEnd();
            assertTrue(alert.isEmpty() || alert.charAt(0) == 21, "an alert at most");
        }
    }

    @Test
    void aHandshakeThatNobodyGoesOnWithIsEndedAndKeepsNobodyWaiting() throws Exception {
        settings.timeouts = new HttpTimeouts(
                Duration.ofMillis(600),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30));
        serve();

        try (Wire silent = Wire.to(port);
                Wire slow = Wire.to(port);
                Wire client = Secure.to(port)) {
            slow.send("\26\3\1\2\0\1");
            assertEquals("ok", client.get("/").readMessage().body());

            assertTrue(silent.ended());
            slow.readToEnd();
            assertEquals("ok", client.get("/").readMessage().body());
        }
    }

    @Test
    void aConnectionCountsBeforeItsHandshake() throws Exception {
        settings.limits = new HttpLimits(16 << 10, 50, 8 << 10, 0, 2, 0);
        serve();

        try (Wire silent = Wire.to(port);
                Wire client = Secure.to(port)) {
            assertEquals("ok", client.get("/").readMessage().body());
            assertThrows(IOException.class, () -> Secure.to(port));
            silent.leave();

            Front.await("there is a place again", this::served);
        }
    }

    private boolean served() {
        try (Wire client = Secure.to(port)) {
            return client.get("/").readMessage().status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1_1 -cipher ALL:@SECLEVEL=0,false",
        "-tls1 -cipher ALL:@SECLEVEL=0,false",
        "-tls1_2 -cipher AES128-GCM-SHA256,false",
        "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256,false",
        "-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256,true",
        "-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305,true",
        "-tls1_3,true"
    })
    void onlyWhatIsSoundIsSpoken(String options, boolean spoken) throws Exception {
        serve();
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
        command.addAll(List.of(options.split(" ")));

        String said = Program.run("", command.toArray(String[]::new));

        assertEquals(spoken, !said.contains("Cipher is (NONE)"), said);
    }

    @Test
    void aClientThatBeginsAnewIsLeft() throws Exception {
        serve();

        String said = Program.run(
                "R\n", "openssl", "s_client", "-connect", "127.0.0.1:" + port, "-tls1_2", "-legacy_renegotiation");

        assertTrue(said.contains("RENEGOTIATING"), said);
        assertTrue(said.contains("error") || said.contains("errno"), said);
    }

    @Test
    void curlIsServed() throws Exception {
        serve();
        Files.writeString(folder.resolve("body"), "x".repeat(1 << 20));

        String said = Program.run(
                "",
                "curl",
                "-sS",
                "--cacert",
                chain.toString(),
                "-d",
                "@" + folder.resolve("body"),
                "https://localhost:" + port + "/",
                "--resolve",
                "localhost:" + port + ":127.0.0.1");

        assertEquals("ok", said);
    }

    @Test
    void aRenewedCertificateIsShownToNewConnectionsAndABrokenOneToNobody() throws Exception {
        serve();
        try (Wire early = Secure.to(port)) {
            assertEquals("CN=first", Secure.name(early));
            TestCertificate second = TestCertificate.of(Kind.RSA, "second");
            Files.writeString(key, second.keyPem());
            Files.writeString(chain, second.pem());

            Front.await("it is shown", () -> shown().equals("CN=second"));
            assertEquals("ok", early.get("/").readMessage().body());
            Files.writeString(chain, TestCertificate.of(Kind.EC, "third").pem());
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            Front.await("it was looked at", () -> System.nanoTime() > end);
            assertEquals("CN=second", shown());
        }
    }

    private String shown() {
        try (Wire client = Secure.to(port)) {
            return Secure.name(client);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aReloadBeginsAndEndsSecuring() throws Exception {
        Optional<ServerSettings.Tls> files = settings.tls;
        settings.tls = Optional.empty();
        serve();
        try (Wire plain = Wire.to(port)) {
            assertEquals("ok", plain.get("/").readMessage().body());

            settings.tls = files;
            door.bindConfiguration(settings.build());

            Front.await("it is secured", this::served);
            assertEquals("ok", plain.get("/").readMessage().body());
        }
        try (Wire secured = Secure.to(port)) {
            assertEquals("ok", secured.get("/").readMessage().body());
            settings.tls = Optional.empty();

            door.bindConfiguration(settings.build());

            Front.await("it is not secured any more", () -> !served());
            assertEquals("ok", secured.get("/").readMessage().body());
        }
    }

    @Test
    void aConfigurationWhoseFilesHaveGoneWaitsForThem() throws Exception {
        door.bindConfiguration(settings.build());
        Front.await("it says so", () -> door.problem().isPresent());
        assertTrue(door.problem().orElseThrow().contains("chain.pem"), door.problem()::toString);
        assertFalse(door.accepting().isPresent());

        serve();

        assertTrue(served());
        assertTrue(door.problem().isEmpty());
    }

    @Test
    void theBytesOfManyClientsAreNotMixedUp() throws Exception {
        serve(Kind.EC, new Backend(wire -> {
            while (true) {
                String body = wire.readMessage().body();
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        }));
        List<Wire> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Wire client = Secure.to(port);
            opened.add(client);
            clients.add(client);
        }
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < clients.size(); i++) {
                String body = (i + "-" + round + ".").repeat(1 + i * 500);
                byte[] bytes = ("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1);
                clients.get(i).send(bytes);
            }
            for (int i = 0; i < clients.size(); i++) {
                String expected = (i + "-" + round + ".").repeat(1 + i * 500);
                assertEquals(expected, clients.get(i).readMessage().body());
            }
        }
    }
}
