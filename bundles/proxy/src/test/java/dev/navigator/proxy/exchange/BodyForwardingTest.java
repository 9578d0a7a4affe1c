package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.HttpLimits;
import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire;
import dev.navigator.proxy.support.Wire.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyForwardingTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** Sends back the body of each request, in the framing it came in. */
    private static Backend echo() throws Exception {
        return new Backend(wire -> {
            while (true) {
                Message request = wire.readMessage();
                wire.send(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + request.body().length() + "\r\n\r\n" + request.body());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 10_000, 100_000, 1_000_000})
    void aBodyOfKnownLengthGoesBothWays(int size) throws Exception {
        String body = "0123456789".repeat(size / 10 + 1).substring(0, size);
        try (Backend backend = echo();
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n")
                        .send(body);

                assertEquals(body, client.readMessage().body());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 5000})
    void chunksGoThroughWhereverTheyAreCut(int step) throws Exception {
        String chunks = "5\r\nhello\r\n1;ext=\"a;b\"\r\n \r\n5\r\nworld\r\n0\r\nX-Sum: 7\r\nContent-Length: 9\r\n\r\n";
        String text = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n" + chunks;
        try (Backend backend = echo();
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            for (int i = 0; i < text.length(); i += step) {
                client.send(text.substring(i, Math.min(text.length(), i + step)));
            }

            assertEquals("hello world[X-Sum: 7]", client.readMessage().body());
            assertEquals("", client.get("/").readMessage().body());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50, 5000})
    void aResponseInChunksGoesThroughWhereverItIsCut(int step) throws Exception {
        String response =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\nA\r\n0123456789\r\n0\r\nX-Sum: 7\r\n\r\n";
        try (Backend backend = new Backend(wire -> {
                    while (true) {
                        wire.readMessage();
                        for (int i = 0; i < response.length(); i += step) {
                            wire.send(response.substring(i, Math.min(response.length(), i + step)));
                        }
                    }
                });
                Front front = Front.of(backend);
                Wire client = front.connect();
                Wire old = front.connect()) {
            assertEquals(
                    "hello0123456789[X-Sum: 7]", client.get("/").readMessage().body());
            assertEquals(
                    "hello0123456789[X-Sum: 7]", client.get("/").readMessage().body());

            Message plain = old.send("GET / HTTP/1.0\r\n\r\n").readMessage();
            assertNull(plain.field("Transfer-Encoding"));
            assertEquals("close", plain.field("Connection"));
            assertEquals("hello0123456789", plain.body());
        }
    }

    @Test
    void aResponseThatOnlyTheCloseEndsComesInChunks() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\r\nX: y\r\n\r\nhello ");
                    Thread.sleep(20);
                    wire.send("world");
                });
                Front front = Front.of(backend);
                Wire client = front.connect();
                Wire old = front.connect()) {
            for (int i = 0; i < 2; i++) {
                Message response = client.get("/").readMessage();
                assertEquals("chunked", response.field("Transfer-Encoding"));
                assertEquals("hello world", response.body());
            }
            Message plain =
                    old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").readMessage();
            assertEquals("close", plain.field("Connection"));
            assertEquals("hello world", plain.body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, 'HTTP/1.1 200 OK\r\nDate: d\r\nContent-Length: 500\r\n\r\n'",
        "HEAD, 'HTTP/1.1 200 OK\r\nDate: d\r\nTransfer-Encoding: chunked\r\n\r\n'",
        "GET, 'HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\nDate: d\r\n\r\n'",
        "GET, 'HTTP/1.1 204 No Content\r\nDate: d\r\n\r\n'"
    })
    void aResponseWithoutBodyIsCompleteWithItsHead(String method, String response) throws Exception {
        try (Backend backend = Backend.answering(response);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n");

                assertEquals(response, client.readHead());
            }
            assertEquals(1, backend.connections.size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'",
        "GET, 'HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n'",
        "GET, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'"
    })
    void aClientOfHttp10NeverHearsOfChunks(String method, String response) throws Exception {
        try (Backend backend = Backend.answering(response);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send(method + " / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

            Message head = client.readHeadOnly();

            assertFalse(head.fields().containsKey("transfer-encoding"), head.head());
            assertEquals("close", head.field("Connection"));
            assertTrue(client.ended());
        }
    }

    @Test
    void aResponseMayFlowWhileItsRequestIsStillSent() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    for (int i = 0; i < 5; i++) {
                        String piece = wire.read(3);
                        wire.send("3\r\n" + piece + "\r\n");
                    }
                    wire.send("0\r\n\r\n");
                    wire.readHead();
                    wire.send(OK);
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 15\r\n\r\n");
            client.readHead();
            for (int i = 0; i < 5; i++) {
                client.send("ab" + i);
                assertEquals("3", client.readLine());
                assertEquals("ab" + i, client.read(3));
                client.readLine();
            }
            assertEquals("0", client.readLine());
        }
    }

    @Test
    void anEarlyResponseReachesAClientThatIsStillSending() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
                    .send("x".repeat(100_000));

            Message response = client.readMessage();

            assertEquals(413, response.status());
            assertEquals("big", response.body());
            assertEquals("close", response.field("Connection"));
        }
    }

    @Test
    void aClientThatExpectsContinueGetsIt() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    while (true) {
                        String head = wire.readHead();
                        assertTrue(head.contains("Expect: 100-continue\r\n"));
                        if (head.startsWith("POST /no")) {
                            wire.send("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
                            return;
                        }
                        wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + wire.read(5));
                    }
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("POST /yes HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.readHead());
            assertEquals("hello", client.send("hello").readMessage().body());

            client.send("POST /no HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            Message refused = client.readMessage();
            assertEquals(401, refused.status());
            assertEquals("close", refused.field("Connection"));
        }
    }

    @Test
    void http10KeepsItsConnectionWhenItAsks() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            for (int i = 0; i < 3; i++) {
                Message response = client.send("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
                        .readMessage();
                assertEquals("keep-alive", response.field("Connection"));
            }
            Message last = client.send("GET / HTTP/1.0\r\n\r\n").readMessage();
            assertEquals("close", last.field("Connection"));
            assertTrue(client.ended());
            assertEquals(
                    "127.0.0.1:" + backend.port(), backend.requests.remove().field("Host"));
        }
    }

    @Test
    void aConnectionClosesWhenItsClientAsks() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            Message response = client.readMessage();

            assertEquals("close", response.field("Connection"));
            assertTrue(client.ended());
            assertFalse(backend.requests.remove().fields().containsKey("connection"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 2000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n7d0\r\n"})
    void aBodyOverTheLimitIs413(String framing) throws Exception {
        Settings settings = new Settings();
        settings.limits = new HttpLimits(16 << 10, 50, 8 << 10, 1000, 100, 0);
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(settings, backend);
                Wire client = front.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\n" + framing + "x".repeat(2000));

            assertEquals(413, client.readMessage().status());
            assertTrue(client.ended());
            assertTrue(backend.requests.isEmpty());
        }
    }
}
