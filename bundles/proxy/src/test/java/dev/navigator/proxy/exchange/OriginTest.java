package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Wire;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application gets wrong is 502 or an aborted connection, and never spoils the next response. */
class OriginTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments("no HTTP", "hello\r\n\r\n"),
                arguments("HTML at once", "<html><body>x</body></html>"),
                arguments("bare LF", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"),
                arguments(
                        "CL and TE",
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                arguments("two CLs", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nokk"),
                arguments("no number", "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok"),
                arguments("unknown coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nok"),
                arguments("NUL", "HTTP/1.1 200 OK\r\nX: \0\r\nContent-Length: 2\r\n\r\nok"),
                arguments("folded", "HTTP/1.1 200 OK\r\nX: y\r\n z\r\nContent-Length: 2\r\n\r\nok"),
                arguments("junk behind chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\njunk"),
                arguments("chunk at once malformed", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
                arguments(
                        "101 not asked for",
                        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"),
                arguments("flood of 1xx", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(50) + OK),
                arguments("endless head", "HTTP/1.1 200 OK\r\nX: " + "y".repeat(70_000)),
                arguments("nothing but the head's beginning", "HTTP/1.1 200 OK\r\nContent-"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void aMalformedResponseIs502(String name, String response) throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.send(response);
                    if (name.startsWith("nothing")) {
                        return;
                    }
                    wire.readToEnd();
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");

            Wire.Message seen = client.readMessage();
            for (; seen.status() == 103; seen = client.readMessage()) {
                assertEquals("HTTP/1.1 103 Early Hints\r\n\r\n", seen.head());
            }

            assertEquals(502, seen.status());
            assertTrue(seen.body().contains(seen.field("X-Request-Id")));
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    static Stream<Arguments> truncated() {
        return Stream.of(
                arguments("length", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"),
                arguments("chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nshort"),
                arguments("last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n"),
                arguments("trailers", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n0\r\nX: y"),
                arguments("0 with junk behind", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n"),
                arguments(
                        "trailers with junk behind",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n0\r\nX: y\r\n\r\njunk"),
                arguments("malformed later", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("truncated")
    void aResponseThatBreaksOffNeverLooksComplete(String name, String response) throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.send(response);
                    if (name.startsWith("malformed")) {
                        Thread.sleep(50);
                        wire.send("xyz\r\n");
                    } else if (name.startsWith("0")) {
                        Thread.sleep(50);
                        wire.send("0\r\n\r\njunk");
                    }
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.get("/");

            assertThrows(IOException.class, client::readMessage);
        }
    }

    @Test
    void aTruncatedResponseIsAbortedForAClientOfHttp10Too() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n");
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("GET / HTTP/1.0\r\n\r\n");

            assertThrows(IOException.class, client::readMessage);
        }
    }

    @Test
    void whatComesBehindAResponseIsNobodysResponse() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    while (true) {
                        String line = wire.readMessage().startLine();
                        wire.send(OK
                                + (line.contains("bad") ? "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison" : ""));
                    }
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            assertEquals(502, client.get("/bad").readMessage().status());
            for (int i = 0; i < 10; i++) {
                assertEquals("ok", client.get("/good").readMessage().body());
            }

            assertEquals(2, backend.connections.size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200 OK, ok, 200",
        "GET, 200 OK, okjunk, 502",
        "POST, 200 OK, okjunk, 502",
        "POST, 200 OK, okH, 200",
        "POST, 200 OK, 'okHTTP/1.1 400 Bad Request', 200",
        "GET, 200 OK, 'okHTTP/1.1 400 Bad Request', 502",
        "GET, 200 OK, 'ok\r\n', 200",
        "GET, 200 OK, 'ok\r\njunk', 502",
        "HEAD, 200 OK, ok, 200",
        "GET, 304 Not Modified, ok, 304",
        "GET, 204 No Content, ok, 204"
    })
    void aResponseWithMoreThanItAnnouncedIs502(String method, String line, String content, int status)
            throws Exception {
        String response = "HTTP/1.1 " + line + "\r\nContent-Length: 2\r\n\r\n" + content;
        try (Backend backend = Backend.answering(response);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            String request = method + " / HTTP/1.1\r\nHost: a\r\n";
            client.send(request + (method.equals("POST") ? "Content-Length: 5\r\n\r\nhello" : "\r\n"));

            String head = client.readHead();

            assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
            if (status == 200 && !method.equals("HEAD")) {
                assertEquals("ok", client.read(2));
            }
        }
    }

    @Test
    void whatComesOnAnIdleConnectionIsNobodysResponse() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    while (true) {
                        wire.readMessage();
                        wire.send(OK);
                        Thread.sleep(30);
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
                    }
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            for (int i = 1; i <= 3; i++) {
                int number = i;
                assertEquals("ok", client.get("/").readMessage().body());
                Front.await("the poison is there", () -> backend.connections.size() == number);
                Wire idle = backend.connections.get(i - 1);
                Front.await("the connection is dropped", () -> dropped(idle));
            }
        }
    }

    private static boolean dropped(Wire wire) {
        return wire.socket.isClosed();
    }

    @Test
    void aBlankBeforeTheColonOfAFieldIsRemoved() throws Exception {
        try (Backend backend = Backend.answering("HTTP/1.1 200 OK\r\nX-A : b\r\nContent-Length\t: 2\r\n\r\nok");
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            for (int i = 0; i < 2; i++) {
                Wire.Message response = client.get("/").readMessage();

                assertTrue(response.head().contains("\r\nX-A: b\r\nContent-Length: 2\r\n"), response.head());
                assertEquals("ok", response.body());
            }
        }
    }

    @Test
    void anInterimResponsePassesAndTheFinalOneFollows() throws Exception {
        try (Backend backend =
                        Backend.answering("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\nConnection: x\r\n\r\n" + OK);
                Front front = Front.of(backend);
                Wire client = front.connect();
                Wire old = front.connect()) {
            client.get("/");
            assertEquals("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", client.readHead());
            assertEquals("ok", client.readMessage().body());

            old.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n");
            assertEquals(200, old.readMessage().status());
        }
    }
}
