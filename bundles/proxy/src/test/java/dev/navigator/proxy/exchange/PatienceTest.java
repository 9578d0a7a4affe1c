package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.navigator.api.config.HttpLimits;
import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Http2Wire;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Time and number are limited; each limit has its answer. */
class PatienceTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);

    private final Settings settings = new Settings();

    @Test
    void aHeadThatTricklesInIs408() throws Exception {
        settings.timeouts = new HttpTimeouts(SHORT, LONG, LONG, LONG, LONG, LONG);
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(settings, backend);
                Wire client = front.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
            Thread drip = new Thread(() -> {
                try {
                    while (true) {
                        client.send("y");
                        Thread.sleep(20);
                    }
                } catch (IOException | InterruptedException e) {
                    return; // that is the point
                }
            });
            drip.start();

            assertEquals(408, client.readMessage().status());
            drip.interrupt();
            assertTrue(backend.requests.isEmpty());
        }
    }

    @Test
    void aBodyThatStopsIs408() throws Exception {
        settings.timeouts = new HttpTimeouts(LONG, SHORT, LONG, LONG, LONG, LONG);
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(settings, backend);
                Wire client = front.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc");

            assertEquals(408, client.readMessage().status());
            assertTrue(client.ended());
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        settings.timeouts = new HttpTimeouts(LONG, LONG, SHORT, LONG, LONG, LONG);
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(settings, backend);
                Wire unused = front.connect();
                Wire client = front.connect()) {
            assertEquals("ok", client.get("/").readMessage().body());

            assertTrue(client.ended());
            assertTrue(unused.ended());
            Front.await("none is counted", () -> front.proxy.connections() == 0);
        }
    }

    @Test
    void aResponseThatDoesNotComeIs504AndThePoolIsTold() throws Exception {
        settings.timeouts = new HttpTimeouts(LONG, LONG, LONG, LONG, SHORT, LONG);
        try (Backend backend = new Backend(Wire::readToEnd);
                Front front = Front.of(settings, backend);
                Wire client = front.connect()) {
            assertEquals(504, client.get("/").readMessage().status());
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
            assertEquals(1, backend.connections.size());
            assertEquals(1, front.pool.unanswered("app"));
        }
    }

    @Test
    void aResponseHeadThatTricklesInIs504() throws Exception {
        settings.timeouts = new HttpTimeouts(LONG, LONG, LONG, LONG, SHORT, LONG);
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\r\nX: ");
                    while (true) {
                        wire.send("y");
                        Thread.sleep(20);
                    }
                });
                Front front = Front.of(settings, backend);
                Wire client = front.connect()) {
            assertEquals(504, client.get("/").readMessage().status());
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    @Test
    void aClientThatTalksOnStopsNoClock() throws Exception {
        settings.timeouts = new HttpTimeouts(LONG, LONG, LONG, LONG, SHORT, LONG);
        try (Backend backend = new Backend(Wire::readToEnd);
                Front front = Front.of(settings, backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.get(1, "/");
            Thread talk = new Thread(() -> {
                try {
                    while (true) {
                        client.frame(Http2Wire.PING, 0, 0, new byte[8]);
                        Thread.sleep(50);
                    }
                } catch (IOException | InterruptedException e) {
                    return; // that is the point
                }
            });
            talk.start();

            assertEquals(504, client.response(1).status());
            talk.interrupt();
        }
    }

    @Test
    void aResponseThatStopsIsAborted() throws Exception {
        settings.timeouts = new HttpTimeouts(LONG, LONG, LONG, LONG, SHORT, LONG);
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
                    wire.readToEnd();
                });
                Front front = Front.of(settings, backend);
                Wire client = front.connect()) {
            client.get("/");
            assertThrows(IOException.class, client::readMessage);
        }
    }

    @Test
    void anInstanceThatAcceptsNothingIs503AndTheLogNamesIt() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        ((Logger) LoggerFactory.getLogger("dev.navigator.proxy")).addAppender(log);
        settings.timeouts = new HttpTimeouts(LONG, LONG, LONG, SHORT, LONG, LONG);
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> filling = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket();
                filling.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 100);
                } catch (IOException e) {
                    break; // full
                }
            }
            try (Front front = new Front(settings.tenant("app", "/"));
                    Wire client = front.connect()) {
                front.pool.offer("app", 1, full.getLocalPort());

                assertEquals(503, client.get("/").readMessage().status());
                assertTrue(front.pool.unreachable.isEmpty());
                Front.await("the log says who", () -> log.list.stream()
                        .anyMatch(line -> line.getFormattedMessage().contains("instance=app.1 pid=1001")
                                && line.getFormattedMessage().contains("not accepted in time")));
            }
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    @Test
    void aConnectionTooManyIs503() throws Exception {
        settings.limits = new HttpLimits(16 << 10, 50, 8 << 10, 0, 2, 0);
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(settings, backend);
                Wire first = front.connect();
                Wire second = front.connect()) {
            assertEquals("ok", first.get("/").readMessage().body());
            assertEquals("ok", second.get("/").readMessage().body());
            try (Wire third = front.connect()) {
                assertEquals(503, third.get("/").readMessage().status());
                assertTrue(third.ended());
            }
            second.leave();
            Front.await("there is room", () -> front.proxy.connections() == 1);
            try (Wire fourth = front.connect()) {
                assertEquals("ok", fourth.get("/").readMessage().body());
            }
        }
    }

    @Test
    void aClientWithTooManyConnectionsIs503() throws Exception {
        settings.limits = new HttpLimits(16 << 10, 50, 8 << 10, 0, 100, 1);
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(settings, backend);
                Wire first = front.connect();
                Wire second = front.connect()) {
            assertEquals("ok", first.get("/").readMessage().body());
            assertEquals(503, second.get("/").readMessage().status());
        }
    }

    @Test
    void aClientThatLeavesCancelsItsRequest() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.readToEnd();
                });
                Front front = Front.of(settings, backend)) {
            for (boolean reset : new boolean[] {true, false}) {
                Wire client = front.connect().get("/");
                Front.await("it is served", () -> !backend.connections.isEmpty());
                if (reset) {
                    client.reset();
                } else {
                    client.close();
                }
                Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
                Wire served = backend.connections.get(0);
                Front.await("the request is cancelled", () -> served.socket.isClosed());
                backend.connections.clear();
            }
        }
    }

    @Test
    void aClientThatLeavesAnEndlessResponseCancelsIt() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                    while (true) {
                        wire.send("data: x\n\n");
                        Thread.sleep(20);
                    }
                });
                Front front = Front.of(settings, backend)) {
            Wire client = front.connect().get("/");
            assertEquals("chunked", client.readHead().contains("chunked") ? "chunked" : "");
            assertEquals("9", client.readLine());

            client.close();

            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    @Test
    void aClientThatLeavesASilentResponseCancelsIt() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
                    wire.readToEnd();
                });
                Front front = Front.of(settings, backend)) {
            Wire client = front.connect().get("/");
            client.readHead();

            client.close();

            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1"})
    void aClientThatHasEndedItsSideGetsAResponseThatTakesItsTime(String version) throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    if (version.equals("1.0")) {
                        Thread.sleep(1500);
                    }
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
                    for (int i = 0; i < 10; i++) {
                        Thread.sleep(200);
                        wire.send("x");
                    }
                });
                Front front = Front.of(settings, backend);
                Wire client = front.connect()) {
            client.send("GET / HTTP/" + version + "\r\nHost: a\r\n\r\n").endOutput();

            assertEquals("x".repeat(10), client.readMessage().body());
            assertTrue(client.ended());
        }
    }

    @Test
    void aServerThatDrainsLetsExchangesEnd() throws Exception {
        CountDownLatch draining = new CountDownLatch(1);
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    draining.await();
                    wire.send(OK);
                });
                Front front = Front.of(settings, backend);
                Wire idle = front.connect();
                Wire busy = front.connect()) {
            busy.get("/");
            Front.await("it is served", () -> front.pool.inFlight("app") == 1);

            front.proxy.drain();
            draining.countDown();

            Wire.Message last = busy.readMessage();
            assertEquals("ok", last.body());
            assertEquals("close", last.field("Connection"));
            assertTrue(busy.ended());
            assertTrue(idle.ended());
            busy.leave();
            idle.leave();
            Front.await("none is left", () -> front.proxy.connections() == 0);
        }
    }

    @Test
    void healthIsAnsweredWithoutAnApplication() throws Exception {
        settings.health = java.util.Optional.of(
                new dev.navigator.api.config.ServerSettings.HealthCheck("/up", 200, "fine", "text/plain"));
        try (Front front = new Front(settings.tenant("app", "/"));
                Wire client = front.connect()) {
            assertEquals("fine", client.get("/up").readMessage().body());
            assertEquals("fine", client.get("/%75p?x").readMessage().body());
            assertEquals(
                    200,
                    client.send("HEAD /up HTTP/1.1\r\nHost: a\r\n\r\n")
                            .readHeadOnly()
                            .status());
            assertTrue(front.pool.waiting.isEmpty());
        }
    }

    @Test
    void errorPagesOfTheOperatorsAreShown() throws Exception {
        byte[] page = "<h1>gone</h1>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (Front front = new Front(settings.tenant("app", "/app/"), java.util.Map.of(404, page), 1);
                Wire client = front.connect()) {
            Wire.Message response = client.get("/x").readMessage();

            assertEquals(404, response.status());
            assertEquals("<h1>gone</h1>", response.body());
            assertTrue(response.field("Content-Type").startsWith("text/html"));
        }
    }
}
