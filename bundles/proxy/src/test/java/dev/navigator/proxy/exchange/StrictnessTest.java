package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire;
import dev.navigator.proxy.support.Wire.Message;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is dangerous in a request never reaches an application, and ends the connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictnessTest {

    private static final String NEXT = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    private Backend backend;
    private Front front;

    @BeforeAll
    void start() throws Exception {
        backend = Backend.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        front = Front.of(backend);
    }

    @AfterAll
    void stop() {
        front.close();
        backend.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                post(400, "CL.TE", "Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
                post(400, "TE.CL", "Transfer-Encoding: chunked\r\nContent-Length: 4", "5c\r\n"),
                post(400, "TE.TE", "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow", "0\r\n\r\n"),
                post(400, "TE with blank", "Transfer-Encoding : chunked", "0\r\n\r\n"),
                post(400, "TE with prefix", "Transfer-Encoding: xchunked", "0\r\n\r\n"),
                post(400, "TE folded", "Transfer-Encoding:\r\n chunked", "0\r\n\r\n"),
                post(400, "TE behind bare LF", "X: y\nTransfer-Encoding: chunked", "0\r\n\r\n"),
                post(400, "TE behind bare CR", "X: y\rTransfer-Encoding: chunked", "0\r\n\r\n"),
                post(400, "TE behind NUL", "X: y\0Transfer-Encoding: chunked", "0\r\n\r\n"),
                post(400, "CL.CL", "Content-Length: 0\r\nContent-Length: 6", ""),
                post(400, "CL list", "Content-Length: 0, 6", ""),
                post(400, "CL with sign", "Content-Length: +6", "abcdef"),
                post(400, "chunk with sign", "Transfer-Encoding: chunked", "+3\r\nabc\r\n0\r\n\r\n"),
                post(400, "chunk with bare LF", "Transfer-Encoding: chunked", "3\nabc\n0\n\n"),
                post(
                        400,
                        "chunk with bare LF in extension",
                        "Transfer-Encoding: chunked",
                        "3;a\nb\r\nabc\r\n0\r\n\r\n"),
                post(400, "chunk with junk behind", "Transfer-Encoding: chunked", "3\r\nabcd\r\n0\r\n\r\n"),
                post(417, "unknown expectation", "Content-Length: 0\r\nExpect: 200-ok", ""),
                arguments(400, "two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + NEXT),
                arguments(400, "no host", "GET / HTTP/1.1\r\n\r\n" + NEXT),
                arguments(400, "HTTP/0.9", "GET /\r\n" + NEXT),
                arguments(505, "late preface of HTTP/2", "\r\nPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                arguments(505, "HTTP/3", "GET / HTTP/3.0\r\nHost: a\r\n\r\n"),
                arguments(405, "CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n" + NEXT),
                arguments(405, "TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n" + NEXT),
                arguments(400, "absolute form of no host", "GET http:///b HTTP/1.1\r\nHost: a\r\n\r\n" + NEXT),
                arguments(414, "long target", "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n" + NEXT),
                arguments(
                        431, "large head", "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(17000) + "\r\n\r\n" + NEXT),
                arguments(431, "many fields", "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(60) + "\r\n" + NEXT));
    }

    private static Arguments post(int status, String name, String fields, String body) {
        return arguments(status, name, "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n\r\n" + body + NEXT);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refused")
    void whatIsRefusedGetsOneAnswerAndAClose(int status, String name, String text) throws Exception {
        backend.requests.clear();
        try (Wire client = front.connect()) {
            client.send(text);

            Message response = client.readMessage();

            assertEquals(status, response.status());
            assertEquals("close", response.field("Connection"));
            assertTrue(response.body().contains(response.field("X-Request-Id")), response.body());
            assertTrue(client.ended());
        }
        assertTrue(backend.requests.stream().noneMatch(r -> r.startLine().contains("smuggled")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/%2e%2e/admin/",
                "/api/..%2fadmin/",
                "/api/..%5cadmin/",
                "/api/..\\admin/",
                "/api//admin/",
                "//admin/",
                "/api/..;/admin/",
                "/../admin/",
                "/api/%00",
                "/api/%zz",
                "/api/%c0%ae%c0%ae/admin"
            })
    void pathsThatCouldBeAnothersAreRefused(String path) throws Exception {
        backend.requests.clear();
        try (Wire client = front.connect()) {
            assertEquals(400, client.get(path).readMessage().status());
            assertTrue(client.ended());
        }
        assertTrue(backend.requests.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "http://a", "http://a:80"}) // RFC 9112 section 3.2.4
    void theServerAsAWholeTellsItsMethods(String target) throws Exception {
        try (Wire client = front.connect()) {
            Message response = client.send("OPTIONS " + target + " HTTP/1.1\r\nHost: a\r\n\r\n")
                    .readMessage();

            assertEquals(204, response.status());
            assertTrue(response.field("Allow").contains("GET"));
            assertEquals(200, client.get("/").readMessage().status());
            assertEquals("GET / HTTP/1.1", backend.requests.remove().startLine());
            assertTrue(backend.requests.isEmpty());
        }
    }

    @Test
    void anUnknownPathKeepsTheConnection() throws Exception {
        try (Front other = new Front(new Settings().tenant("shop", "/shop/"));
                Wire client = other.connect()) {
            client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
            Message first = client.readMessage();
            assertEquals(404, first.status());
            assertFalse(first.fields().containsKey("connection"));
            assertEquals(404, client.get("/b").readMessage().status());
            assertEquals(
                    404,
                    client.send("HEAD /c HTTP/1.1\r\nHost: a\r\n\r\n")
                            .readHeadOnly()
                            .status());
            assertEquals(404, client.get("/d").readMessage().status());
        }
    }
}
