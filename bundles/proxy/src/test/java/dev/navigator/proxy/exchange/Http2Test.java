package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Http2Wire;
import dev.navigator.proxy.support.Http2Wire.Frame;
import dev.navigator.proxy.support.Http2Wire.Response;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire.Message;
import java.io.EOFException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.core5.http2.H2Error;
import org.junit.jupiter.api.Test;

/** Requests of HTTP/2 on their way to an application and back. */
class Http2Test {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static Backend echo() throws Exception {
        return new Backend(wire -> {
            while (true) {
                String body = wire.readMessage().body();
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        });
    }

    @Test
    void aRequestGoesThereAndItsResponseComesBack() throws Exception {
        try (Backend backend = Backend.answering("HTTP/1.1 201 Made\r\nDate: a\r\nContent-Length: 5\r\n\r\nhello");
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.get(1, "/a%20b?c=d", "x-mine: b", "cookie: d=1", "accept: */*", "cookie: e=2", "te: trailers");

            Response response = client.response(1);

            assertEquals(Map.of(":status", "201", "date", "a", "content-length", "5"), response.fields());
            assertEquals("hello", response.body());
            Message request = backend.requests.remove();
            assertEquals("GET /a%20b?c=d HTTP/1.1", request.startLine());
            assertEquals("test", request.field("Host"));
            assertEquals("b", request.field("X-Mine"));
            assertEquals("d=1; e=2", request.field("Cookie"));
            assertEquals("2.0 navigator", request.field("Via"));
            assertEquals("127.0.0.1", request.field("X-Forwarded-For"));
            assertEquals("http", request.field("X-Forwarded-Proto"));
            assertEquals("for=127.0.0.1;proto=http;host=\"test\"", request.field("Forwarded"));
            assertTrue(request.field("X-Request-Id").matches("[0-9a-f]{32}"));
            assertNull(request.field("TE"));
            assertNull(request.field("Transfer-Encoding"));
        }
    }

    @Test
    void manyRequestsAtOnceAreAnsweredEachAsItComes() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (Backend backend = new Backend(wire -> {
                    String line = wire.readMessage().startLine();
                    if (line.contains("/1 ")) {
                        first.await();
                    }
                    wire.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + line.length() + "\r\n\r\n"
                            + line);
                });
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            for (int i = 0; i < 50; i++) {
                client.get(1 + 2 * i, "/" + (1 + 2 * i));
            }

            for (int i = 1; i < 50; i++) {
                int id = 1 + 2 * i;
                assertEquals("GET /" + id + " HTTP/1.1", client.response(id).body());
            }
            first.countDown();
            assertEquals("GET /1 HTTP/1.1", client.response(1).body());
            Front.await("the leases are back", () -> front.pool.inFlight("app") == 0);
        }
    }

    @Test
    void contentOfAKnownLengthIsPassedOnAsSuch() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.request(1, "POST", "/", false, "content-length: 10");
            client.data(1, "01234", false).data(1, "", false).data(1, "56789", true);

            assertEquals(200, client.response(1).status());
            Message request = backend.requests.remove();
            assertEquals("10", request.field("Content-Length"));
            assertEquals("0123456789", request.body());
        }
    }

    @Test
    void contentOfAnUnknownLengthGoesInChunksWithItsTrailers() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.request(1, "PUT", "/", false).data(1, "0123456789abcdef0", false);
            client.headers(1, true, "x-sum: 17", "authorization: smuggled", "host: b");

            assertEquals(200, client.response(1).status());
            Message request = backend.requests.remove();
            assertEquals("chunked", request.field("Transfer-Encoding"));
            assertEquals("0123456789abcdef0[x-sum: 17]", request.body());
        }
    }

    @Test
    void aRequestWithoutContentSaysSoWhereTheMethodMeansContent() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.request(1, "POST", "/", true);
            assertEquals(200, client.response(1).status());

            assertEquals("0", backend.requests.remove().field("Content-Length"));
        }
    }

    @Test
    void aResponseInChunksKeepsItsTrailersAndInterimOnesComeBefore() throws Exception {
        String response = String.join(
                "\r\n",
                "HTTP/1.1 103 Early Hints",
                "Link: a",
                "",
                "HTTP/1.1 200 OK",
                "Transfer-Encoding: chunked",
                "Connection: X-Hop",
                "X-Hop: 1",
                "Date: d",
                "Trailer: X-T",
                "",
                "5",
                "hello",
                "3;e=f",
                " wo",
                "0",
                "X-T:  u ",
                "",
                "");
        try (Backend backend = Backend.answering(response);
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.get(1, "/");

            assertEquals(
                    Map.of(":status", "103", "link", "a"),
                    client.await(Http2Wire.HEADERS, 1).fields());
            Response last = client.response(1);
            assertEquals(Map.of(":status", "200", "trailer", "X-T", "date", "d"), last.fields());
            assertEquals("hello wo", last.body());
            assertEquals(Map.of("x-t", "u"), last.trailers());
        }
    }

    @Test
    void aResponseThatOnlyTheCloseEndsIsWhole() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\r\n\r\nuntil the close");
                });
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.get(1, "/");

            assertEquals("until the close", client.response(1).body());
        }
    }

    @Test
    void responsesWithoutContentEndWithTheirHead() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    while (true) {
                        String line = wire.readMessage().startLine();
                        wire.send(
                                line.startsWith("HEAD")
                                        ? "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"
                                        : "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n");
                    }
                });
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.request(1, "HEAD", "/", true).get(3, "/");

            assertEquals("99", client.response(1).fields().get("content-length"));
            assertEquals(304, client.response(3).status());
        }
    }

    @Test
    void aResponseThatBreaksOffIsAResetOfItsStreamAlone() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    String line = wire.readMessage().startLine();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"
                            + (line.contains("/a") ? "01234" : "0123456789"));
                });
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.get(1, "/a");
            assertThrows(EOFException.class, () -> client.response(1));

            assertEquals("0123456789", client.get(3, "/b").response(3).body());
        }
    }

    @Test
    void navigatorsOwnAnswersAreOfHttp2Too() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = new Front(new Settings().tenant("app", "/app/"));
                Http2Wire client = Http2Wire.to(front.port)) {
            front.pool.offer("app", 1, backend.port());
            client.get(1, "/other").get(3, "/app/%2e%2e/x").request(5, "TRACE", "/app/", true);
            client.headers(7, true, ":method: CONNECT", ":authority: a:1").request(9, "OPTIONS", "*", true);

            Response notFound = client.response(1);
            assertEquals(404, notFound.status());
            assertFalse(notFound.fields().containsKey("connection"));
            assertTrue(notFound.body().contains(notFound.fields().get("x-request-id")), notFound.body());
            assertEquals(400, client.response(3).status());
            assertEquals(405, client.response(5).status());
            assertEquals(405, client.response(7).status());
            assertEquals(204, client.response(9).status());
            assertEquals("ok", client.get(11, "/app/").response(11).body());
        }
    }

    @Test
    void aClientThatGivesUpCancelsTheRequest() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    asked.countDown();
                    if (wire.ended()) {
                        ended.countDown();
                    }
                });
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.get(1, "/");
            asked.await();

            client.frame(Http2Wire.RST_STREAM, 0, 1, H2Error.CANCEL.getCode());

            ended.await();
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
            client.get(3, "/");
            Front.await("it is there", () -> front.pool.inFlight("app") == 1);
            client.leave();
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    @Test
    void aRequestThatWaitsForItsInstanceIsKept() throws Exception {
        try (Backend backend = echo();
                Front front = new Front(new Settings().tenant("app", "/"));
                Http2Wire client = Http2Wire.to(front.port)) {
            client.request(1, "POST", "/", false).data(1, "hel", false).data(1, "lo", true);
            Front.await("it waits", () -> front.pool.waiting.size() == 1);

            front.pool.grant(front.pool.offer("app", 1, backend.port()));

            assertEquals("hello", client.response(1).body());
        }
    }

    @Test
    void timeLimitsAreThoseOfAnyRequest() throws Exception {
        Settings settings = new Settings();
        settings.timeouts = new HttpTimeouts(
                Duration.ofSeconds(10),
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofMillis(600),
                Duration.ofSeconds(30));
        try (Backend backend = new Backend(wire -> wire.readToEnd());
                Front front = Front.of(settings, backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.get(1, "/").request(3, "POST", "/", false);

            assertEquals(408, client.response(3).status());
            assertEquals(504, client.response(1).status());
        }
    }

    @Test
    void anIdleConnectionIsTakenLeaveOf() throws Exception {
        Settings settings = new Settings();
        settings.timeouts = new HttpTimeouts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(settings, backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            assertEquals("ok", client.get(1, "/").response(1).body());

            assertEquals(H2Error.NO_ERROR.getCode(), client.goneAway());
        }
    }

    @Test
    void aDrainLetsStreamsEndThatTheClientOpenedBeforeItHeard() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    go.await();
                    wire.send(OK);
                });
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.get(1, "/");
            Front.await("it is there", () -> front.pool.inFlight("app") == 1);
            front.proxy.drain();

            Frame warning = client.await(Http2Wire.GOAWAY, 0);
            assertEquals(Integer.MAX_VALUE, warning.number(0));
            client.get(3, "/");
            Frame ping = client.await(f -> f.type() == Http2Wire.PING && !f.has(Http2Wire.ACK));
            client.frame(Http2Wire.PING, Http2Wire.ACK, 0, ping.payload().array());
            assertEquals(3, client.await(Http2Wire.GOAWAY, 0).number(0));
            client.get(5, "/");
            assertEquals(H2Error.REFUSED_STREAM.getCode(), client.resetOf(5));
            go.countDown();

            assertEquals("ok", client.response(1).body());
            assertEquals("ok", client.response(3).body());
            Front.await("the connection is closed", () -> front.proxy.connections() == 0);
        }
    }
}
