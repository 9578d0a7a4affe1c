package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelTest {

    private static final String UPGRADE = String.join(
            "\r\n",
            "GET /ws HTTP/1.1",
            "Host: a",
            "Connection: keep-alive, Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Key: x",
            "",
            "");
    private static final String SWITCHED = String.join(
            "\r\n", "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "X: y", "Connection: Upgrade", "", "");

    private static Backend upgrading(Backend.Script then) throws Exception {
        return new Backend(wire -> {
            String head = wire.readHead();
            assertTrue(head.contains("Connection: Upgrade\r\nUpgrade: websocket\r\n"), head);
            wire.send(SWITCHED);
            then.play(wire);
        });
    }

    private static Wire open(Front front) throws Exception {
        Wire client = front.connect().send(UPGRADE);
        assertEquals(SWITCHED, client.readHead());
        return client;
    }

    @Test
    void bytesGoBothWaysAndTheLeaseIsHeld() throws Exception {
        try (Backend backend = upgrading(wire -> {
                    while (true) {
                        wire.send(wire.read(4).toUpperCase(java.util.Locale.ROOT));
                    }
                });
                Front front = Front.of(backend)) {
            try (Wire client = open(front)) {
                for (int i = 0; i < 100; i++) {
                    assertEquals("ABCD", client.send("abcd").read(4));
                }
                assertEquals(1, front.pool.inFlight("app"));
            }
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    @Test
    void whatIsSentAheadArrives() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readHead();
                    wire.send(SWITCHED + "hello");
                    wire.send(wire.read(5));
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send(UPGRADE + "early");

            assertEquals(SWITCHED, client.readHead());
            assertEquals("helloearly", client.read(10));
        }
    }

    @Test
    void eitherSideMayEndFirst() throws Exception {
        try (Backend backend = upgrading(wire -> {
                    String all = wire.readToEnd();
                    wire.send("got " + all);
                });
                Front front = Front.of(backend);
                Wire client = open(front)) {
            client.send("all").endOutput();

            assertEquals("got all", client.readToEnd());
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
        try (Backend backend = upgrading(wire -> {
                    wire.send("bye");
                    wire.endOutput();
                    assertEquals("late", wire.readToEnd());
                });
                Front front = Front.of(backend);
                Wire client = open(front)) {
            assertEquals("bye", client.readToEnd());
            client.send("late").endOutput();
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    @Test
    void aClientThatLeavesBeforeTheSwitchKeepsNoPlace() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        try (Backend backend = new Backend(wire -> {
                    wire.readHead();
                    left.await();
                    wire.send(SWITCHED);
                    wire.readToEnd();
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send(UPGRADE).endOutput();
            assertEquals("HTTP/1.1 102 Processing\r\n\r\n", client.readHead());
            left.countDown();

            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    @Test
    void largeTransfersKeepTheirOrder() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new java.util.Random(1).nextBytes(bytes);
        try (Backend backend =
                        upgrading(wire -> wire.socket.getInputStream().transferTo(wire.socket.getOutputStream()));
                Front front = Front.of(backend);
                Wire client = open(front)) {
            Thread sender = new Thread(() -> {
                try {
                    client.send(bytes).endOutput();
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            sender.start();

            org.junit.jupiter.api.Assertions.assertArrayEquals(
                    bytes, client.in().readAllBytes());
            sender.join();
        }
    }

    @Test
    void anUpgradeThatIsDeclinedIsAnOrdinaryExchange() throws Exception {
        try (Backend backend = Backend.answering(
                        "HTTP/1.1 426 Upgrade Required\r\nUpgrade: x\r\nContent-Length: 2\r\n\r\nno");
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            Wire.Message response = client.send(UPGRADE).readMessage();

            assertEquals(426, response.status());
            assertEquals("x", response.field("Upgrade"));
            assertEquals(426, client.get("/").readMessage().status());
        }
    }

    @Test
    void anUpgradeOfHttp10OrToHttp2OrWithoutConnectionIsNotPassedOn() throws Exception {
        try (Backend backend = Backend.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n")
                    .readMessage();
            client.send(UPGRADE.replace("websocket", "h2c, websocket")).readMessage();
            client.send(UPGRADE.replace("HTTP/1.1", "HTTP/1.0")).readMessage();

            assertNull(backend.requests.remove().field("Upgrade"));
            assertNull(backend.requests.remove().field("Upgrade"));
            assertNull(backend.requests.remove().field("Upgrade"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "foo/2, foo/2, 101",
        "'foo/2, bar', BAR, 101",
        "'foo/2, bar', 'foo/2, bar', 101",
        "foo/2, bar, 502",
        "foo/2, foo, 502",
        "foo/2, 'foo/2, bar', 502",
        "foo/2, '', 502"
    })
    void aSwitchIsOnlyToWhatWasOffered(String offered, String chosen, int status) throws Exception {
        try (Backend backend = Backend.answering(SWITCHED.replace("websocket", chosen));
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            String head = client.send(UPGRADE.replace("websocket", offered)).readHead();

            assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
        }
    }

    @Test
    void anIdleTunnelIsClosed() throws Exception {
        Settings settings = new Settings();
        Duration some = Duration.ofSeconds(10);
        settings.timeouts = new HttpTimeouts(some, some, some, some, some, Duration.ofMillis(400));
        try (Backend backend = upgrading(Wire::readToEnd);
                Front front = Front.of(settings, backend);
                Wire client = open(front)) {
            assertTrue(client.ended());
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    @Test
    void aBrokenTunnelIsBrokenOnBothSides() throws Exception {
        try (Backend backend = upgrading(wire -> {
                    wire.read(2);
                    wire.reset();
                });
                Front front = Front.of(backend);
                Wire client = open(front)) {
            client.send("go");

            assertTrue(client.ended());
        }
        try (Backend backend = upgrading(wire -> assertTrue(wire.ended()));
                Front front = Front.of(backend)) {
            open(front).reset();
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }
}
