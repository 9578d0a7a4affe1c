package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire;
import dev.navigator.proxy.support.Wire.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardingTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String DATE = "Thu, 01 Jan 1970 00:00:00 GMT";
    private static final String DATED = "HTTP/1.1 200 OK\r\nDate: " + DATE + "\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void aRequestGoesThereAndItsResponseComesBack() throws Exception {
        try (Backend backend = Backend.answering("HTTP/1.1 201 Made\r\nX-Own: a\r\nContent-Length: 5\r\n\r\nhello");
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("GET /a%20b?c=d HTTP/1.1\r\nHost: shop.example:8080\r\nX-Mine: b\r\nAccept: */*\r\n\r\n");

            Message response = client.readMessage();

            assertTrue(response.head().startsWith("HTTP/1.1 201 Made\r\nX-Own: a\r\nContent-Length: 5\r\nDate: "));
            assertEquals("hello", response.body());
            Message request = backend.requests.remove();
            assertEquals("GET /a%20b?c=d HTTP/1.1", request.startLine());
            assertEquals("shop.example:8080", request.field("Host"));
            assertEquals("b", request.field("X-Mine"));
            assertEquals("*/*", request.field("Accept"));
            assertEquals("1.1 navigator", request.field("Via"));
            assertEquals("127.0.0.1", request.field("X-Forwarded-For"));
            assertEquals("http", request.field("X-Forwarded-Proto"));
            assertEquals("shop.example:8080", request.field("X-Forwarded-Host"));
            assertEquals("127.0.0.1", request.field("X-Real-IP"));
            assertEquals("for=127.0.0.1;proto=http;host=\"shop.example:8080\"", request.field("Forwarded"));
            assertTrue(request.field("X-Request-Id").matches("[0-9a-f]{32}"));
        }
    }

    @Test
    void aCookieOfTheSelectorsIsToldBesideThoseOfTheInstance() throws Exception {
        try (Backend backend =
                        Backend.answering("HTTP/1.1 200 OK\r\nSet-Cookie: own=1\r\nContent-Length: 2\r\n\r\nok");
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            front.pool.cookie = "stay=x7; Path=/; HttpOnly";

            String head = client.get("/").readMessage().head();

            assertTrue(head.contains("\r\nSet-Cookie: own=1\r\n"), head);
            assertTrue(head.endsWith("\r\nSet-Cookie: stay=x7; Path=/; HttpOnly\r\n\r\n"), head);
        }
    }

    @Test
    void manyRequestsShareTwoConnections() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            for (int i = 0; i < 50; i++) {
                assertEquals("ok", client.get("/" + i).readMessage().body());
            }

            assertEquals(1, backend.connections.size());
            assertEquals(50, backend.requests.size());
            assertEquals(
                    50,
                    backend.requests.stream()
                            .map(r -> r.field("X-Request-Id"))
                            .distinct()
                            .count());
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    while (true) {
                        String line = wire.readMessage().startLine();
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + line.charAt(6) + "!");
                    }
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            StringBuilder requests = new StringBuilder();
            for (char c = 'a'; c <= 'z'; c++) {
                requests.append("POST /").append(c).append(" HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
            }
            client.send(requests.toString());

            for (char c = 'a'; c <= 'z'; c++) {
                assertEquals(c + "!", client.readMessage().body());
            }
        }
    }

    @Test
    void aClientThatHasEndedItsSideGetsAllItsAnswers() throws Exception {
        try (Backend backend = Backend.answering(DATED);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.get("/1").get("/2").get("/3").endOutput();

            String all = client.readToEnd();

            assertEquals((DATED + DATED + DATED), all);
        }
    }

    @Test
    void fieldsOfTheHopStayBehind() throws Exception {
        String response =
                "HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Mine\r\nKeep-Alive: timeout=5\r\nX-Mine: 1\r\nDate: 2\r\n"
                        + "Upgrade: h2\r\nProxy-Authenticate: x\r\nContent-Length: 2\r\n\r\nok";
        try (Backend backend = Backend.answering(response);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send(String.join(
                    "\r\n",
                    "GET / HTTP/1.1",
                    "Host: a",
                    "Connection: keep-alive, X-Hop , Cookie, X-Forwarded-For, Host, Via",
                    "Keep-Alive: 5",
                    "Proxy-Connection: keep-alive",
                    "TE: trailers",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAAA",
                    "Proxy-Authorization: secret",
                    "X-Hop: 1",
                    "Cookie: c",
                    "",
                    ""));

            Message seen = client.readMessage();

            assertEquals("HTTP/1.1 200 OK\r\nDate: 2\r\nContent-Length: 2\r\n\r\n", seen.head());
            Message request = backend.requests.remove();
            for (String gone : List.of(
                    "Connection",
                    "Keep-Alive",
                    "Proxy-Connection",
                    "TE",
                    "Upgrade",
                    "HTTP2-Settings",
                    "X-Hop",
                    "Proxy-Authorization")) {
                assertNull(request.field(gone), gone);
            }
            assertEquals("c", request.field("Cookie"));
            assertEquals("a", request.field("Host"));
            assertEquals("127.0.0.1", request.field("X-Forwarded-For"));
        }
    }

    @Test
    void aStrangersWordAboutTheClientIsReplaced() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send(spoofed()).readMessage();

            Message request = backend.requests.remove();
            assertEquals("127.0.0.1", request.field("X-Forwarded-For"));
            assertEquals("http", request.field("X-Forwarded-Proto"));
            assertEquals("a", request.field("X-Forwarded-Host"));
            assertNull(request.field("X-Forwarded-Port"));
            assertNull(request.field("X_Forwarded_For"));
            assertEquals("127.0.0.1", request.field("X-Real-IP"));
            assertEquals("for=127.0.0.1;proto=http;host=\"a\"", request.field("Forwarded"));
            assertFalse(request.field("X-Request-Id").contains("mine"));
            assertEquals("1.0 cache, 1.1 navigator", request.field("Via"));
        }
    }

    @Test
    void aTrustedProxysWordAboutTheClientStands() throws Exception {
        Settings settings = new Settings();
        settings.trusted = List.of("10.0.0.0/8", "127.0.0.0/30");
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(settings, backend);
                Wire client = front.connect()) {
            client.send(spoofed()).readMessage();

            Message request = backend.requests.remove();
            assertEquals("6.6.6.6, 7.7.7.7, 127.0.0.1", request.field("X-Forwarded-For"));
            assertEquals("https", request.field("X-Forwarded-Proto"));
            assertEquals("shop", request.field("X-Forwarded-Host"));
            assertEquals("443", request.field("X-Forwarded-Port"));
            assertNull(request.field("X_Forwarded_For"));
            assertEquals("6.6.6.6", request.field("X-Real-IP"));
            assertEquals("for=6.6.6.6, for=127.0.0.1", request.field("Forwarded"));
            assertEquals("mine-1", request.field("X-Request-Id"));
        }
    }

    private static String spoofed() {
        return String.join(
                "\r\n",
                "GET / HTTP/1.1",
                "Host: a",
                "Via: 1.0 cache",
                "X-Forwarded-For: 6.6.6.6",
                "x-forwarded-for: 7.7.7.7",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: shop",
                "X-Forwarded-Port: 443",
                "X_Forwarded_For: 8.8.8.8",
                "X-Real-IP: 6.6.6.6",
                "Forwarded: for=6.6.6.6",
                "X-Request-Id: mine-1",
                "",
                "");
    }

    @Test
    void viaNamesTheVersionThatTheClientSpeaks() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nVia: 1.0 before\r\n\r\n").readMessage();
            client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n").readMessage();

            assertEquals("1.0 before, 1.1 navigator", backend.requests.remove().field("Via"));
            assertEquals("1.0 navigator", backend.requests.remove().field("Via"));
        }
    }

    @Test
    void anAbsoluteTargetIsSentAsItsPath() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("GET http://Shop/a?b HTTP/1.1\r\nHost: shop\r\n\r\n").readMessage();
            client.send("GET http://shop HTTP/1.1\r\nHost: shop\r\n\r\n").readMessage();
            client.send("GET http://shop?q HTTP/1.1\r\nHost: shop\r\n\r\n").readMessage();
            client.send("GET http://Shop:81/ HTTP/1.1\r\nHost: other\r\n\r\n").readMessage();
            client.send("GET http://old/ HTTP/1.0\r\n\r\n").readMessage();

            assertEquals("GET /a?b HTTP/1.1", backend.requests.remove().startLine());
            assertEquals("GET / HTTP/1.1", backend.requests.remove().startLine());
            assertEquals("GET /?q HTTP/1.1", backend.requests.remove().startLine());
            Message other = backend.requests.remove();
            assertEquals("Shop:81", other.field("Host"));
            assertEquals("Shop:81", other.field("X-Forwarded-Host"));
            assertEquals("old", backend.requests.remove().field("Host"));
        }
    }

    @Test
    void aResponseHasItsOwnDateOrTheTimeItCame() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            String date = client.get("/").readMessage().field("Date");
            Instant came = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);

            assertTrue(Duration.between(came, Instant.now()).abs().toSeconds() < 60, date);
            assertTrue(
                    client.send("GET / HTTP/1.1\r\n\r\n").readMessage().head().contains("\r\nDate: "));
        }
        try (Backend backend = Backend.answering(DATED);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            assertEquals(DATE, client.get("/").readMessage().field("Date"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Content-Length:\t002', Content-Length, 2",
        "'transfer-encoding:\tCHUNKED \t', Transfer-Encoding, chunked"
    })
    void theLengthOfABodyIsSaidInOneSpelling(String field, String name, String value) throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            String body = value.equals("2") ? "ab" : "2\r\nab\r\n0\r\n\r\n";
            client.send("POST / HTTP/1.1\r\nHost: a\r\n" + field.translateEscapes() + "\r\nX: y\r\n\r\n" + body)
                    .readMessage();

            Message request = backend.requests.remove();
            assertTrue(request.head().contains("\r\n" + name + ": " + value + "\r\n"), request.head());
            assertEquals("ab", request.body());
        }
    }

    @Test
    void aRequestGoesToTheTenantOfItsPathAndThePathStaysAsItCame() throws Exception {
        try (Backend shop = Backend.answering(OK);
                Backend blog = Backend.answering(OK);
                Front front = new Front(new Settings().tenant("shop", "/shop/").tenant("blog", "/shop/blog/"));
                Wire client = front.connect()) {
            front.pool.offer("shop", 1, shop.port());
            front.pool.offer("blog", 1, blog.port());

            for (String path : List.of("/shop", "/%73hop/x", "/shop/a/../b?c", "/shop/blog", "/shop/blog/../x")) {
                client.get(path).readMessage();
            }

            assertEquals(
                    List.of("/shop", "/%73hop/x", "/shop/a/../b?c", "/shop/blog/../x"),
                    shop.requests.stream().map(r -> r.startLine().split(" ")[1]).toList());
            assertEquals(
                    List.of("/shop/blog"),
                    blog.requests.stream().map(r -> r.startLine().split(" ")[1]).toList());
            assertEquals(404, client.get("/other").readMessage().status());
            assertEquals(404, client.get("/").readMessage().status());
        }
    }

    @Test
    void anOptionsThatMayGoNoFurtherEndsHere() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("OPTIONS / HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n");
            assertEquals(204, client.readMessage().status());
            client.send("OPTIONS / HTTP/1.1\r\nHost: a\r\nMax-Forwards: 10\r\n\r\n");
            assertEquals(200, client.readMessage().status());
            client.send("GET / HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n");
            assertEquals(200, client.readMessage().status());

            assertEquals("9", backend.requests.remove().field("Max-Forwards"));
            assertEquals("0", backend.requests.remove().field("Max-Forwards"));
        }
    }
}
