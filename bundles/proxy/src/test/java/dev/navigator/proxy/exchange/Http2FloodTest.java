package dev.navigator.proxy.exchange;

import static dev.navigator.proxy.support.Http2Wire.CONTINUATION;
import static dev.navigator.proxy.support.Http2Wire.DATA;
import static dev.navigator.proxy.support.Http2Wire.END_HEADERS;
import static dev.navigator.proxy.support.Http2Wire.END_STREAM;
import static dev.navigator.proxy.support.Http2Wire.HEADERS;
import static dev.navigator.proxy.support.Http2Wire.PING;
import static dev.navigator.proxy.support.Http2Wire.PRIORITY;
import static dev.navigator.proxy.support.Http2Wire.RST_STREAM;
import static dev.navigator.proxy.support.Http2Wire.SETTINGS;
import static dev.navigator.proxy.support.Http2Wire.WINDOW_UPDATE;
import static dev.navigator.proxy.support.Http2Wire.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Http2Wire;
import dev.navigator.proxy.support.Settings;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.hc.core5.http2.H2Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients of HTTP/2 that cost more than they are worth, see RFC 9113, section 10.5. */
class Http2FloodTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final byte[] NONE = {};

    private Backend backend;
    private Front front;

    @BeforeEach
    void start() throws Exception {
        backend = Backend.answering(OK);
        front = Front.of(backend);
    }

    @AfterEach
    void stop() {
        front.close();
        backend.close();
    }

    private static byte[] open(int stream, byte... block) {
        return bytes(HEADERS, END_HEADERS | END_STREAM, stream, block);
    }

    @Test
    void streamsBeyondTheLimitAreRefused() throws Exception {
        front.pool.withdraw("app");
        try (Http2Wire client = Http2Wire.to(front.port)) {
            for (int i = 0; i <= Http2Connection.MOST_STREAMS; i++) {
                client.get(1 + 2 * i, "/");
            }

            int refused = 1 + 2 * Http2Connection.MOST_STREAMS;
            assertEquals(H2Error.REFUSED_STREAM.getCode(), client.resetOf(refused));
            Front.await("the others wait", () -> front.pool.waiting.size() == Http2Connection.MOST_STREAMS);
        }
    }

    @Test
    void rapidResetsEndTheConnection() throws Exception {
        try (Http2Wire client = Http2Wire.to(front.port)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 1000; i++) {
                all.writeBytes(
                        open(1 + 2 * i, client.block(":method: GET", ":scheme: http", ":path: /", ":authority: a")));
                all.writeBytes(bytes(RST_STREAM, 0, 1 + 2 * i, new byte[] {0, 0, 0, 8}));
            }
            client.raw(all.toByteArray());

            assertEquals(H2Error.ENHANCE_YOUR_CALM.getCode(), client.goneAway());
            Front.await("nothing is left", () -> front.pool.inFlight("app") == 0);
        }
    }

    @Test
    void resetsThatTheClientProvokesEndTheConnectionToo() throws Exception {
        try (Http2Wire client = Http2Wire.to(front.port)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 1000; i++) {
                all.writeBytes(
                        open(1 + 2 * i, client.block(":method: GET", ":scheme: http", ":path: /", ":authority: a")));
                all.writeBytes(bytes(WINDOW_UPDATE, 0, 1 + 2 * i, new byte[4]));
            }
            client.raw(all.toByteArray());

            assertEquals(H2Error.ENHANCE_YOUR_CALM.getCode(), client.goneAway());
        }
    }

    static Stream<Arguments> floods() {
        return Stream.of(
                arguments("pings", bytes(PING, 0, 0, new byte[8])),
                arguments("settings", bytes(SETTINGS, 0, 0, NONE)),
                arguments("priorities", bytes(PRIORITY, 0, 1, new byte[5])),
                arguments("unknown frames", bytes(99, 0, 0, new byte[8])),
                arguments("empty data", bytes(DATA, 0, 1, NONE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void aFloodEndsTheConnection(String name, byte[] frame) throws Exception {
        front.pool.withdraw("app");
        try (Http2Wire client = Http2Wire.to(front.port)) {
            client.request(1, "POST", "/", false);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 1_500; i++) {
                all.writeBytes(frame);
            }
            client.raw(all.toByteArray());

            assertEquals(H2Error.ENHANCE_YOUR_CALM.getCode(), client.goneAway());
        }
    }

    @Test
    void continuationsWithoutEndEndTheConnection() throws Exception {
        try (Http2Wire client = Http2Wire.to(front.port)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(bytes(HEADERS, END_STREAM, 1, NONE));
            for (int i = 0; i < 100; i++) {
                all.writeBytes(bytes(CONTINUATION, 0, 1, NONE));
            }
            client.raw(all.toByteArray());

            assertEquals(H2Error.ENHANCE_YOUR_CALM.getCode(), client.goneAway());
        }
        try (Http2Wire client = Http2Wire.to(front.port)) {
            client.raw(bytes(HEADERS, END_STREAM, 1, new byte[16 << 10]));
            client.raw(bytes(CONTINUATION, 0, 1, new byte[16 << 10])).raw(bytes(CONTINUATION, 0, 1, new byte[1]));

            assertEquals(H2Error.ENHANCE_YOUR_CALM.getCode(), client.goneAway());
        }
    }

    @Test
    void aFewBytesThatExpandToManyAreRefused() throws Exception {
        try (Http2Wire client = Http2Wire.to(front.port)) {
            byte[] get = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 1, 1, 'a'};
            ByteArrayOutputStream first = new ByteArrayOutputStream();
            first.writeBytes(get);
            first.writeBytes(new byte[] {0x40, 1, 'x', 0x7f, (byte) 0xb9, 0x16}); // to be remembered, 3,000 bytes
            first.writeBytes("a".repeat(3000).getBytes(StandardCharsets.ISO_8859_1));
            client.raw(open(1, first.toByteArray()));
            assertEquals(200, client.response(1).status());
            ByteArrayOutputStream second = new ByteArrayOutputStream();
            second.writeBytes(get);
            for (int i = 0; i < 10_000; i++) {
                second.write(0xbe);
            }
            client.raw(open(3, second.toByteArray()));

            assertEquals(431, client.response(3).status());
            assertEquals("ok", client.get(5, "/").response(5).body());
        }
    }

    @Test
    void aBlockThatTricklesInAndASilentClientAreLeft() throws Exception {
        front.close();
        Settings settings = new Settings();
        settings.timeouts = new HttpTimeouts(
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                Duration.ofSeconds(30));
        front = Front.of(settings, backend);
        try (Http2Wire slow = Http2Wire.to(front.port);
                Http2Wire silent = new Http2Wire(new Socket(InetAddress.getLoopbackAddress(), front.port))) {
            slow.raw(bytes(HEADERS, END_STREAM, 1, NONE));
            silent.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

            assertEquals(H2Error.ENHANCE_YOUR_CALM.getCode(), slow.goneAway());
            assertEquals(H2Error.SETTINGS_TIMEOUT.getCode(), silent.goneAway());
        }
    }
}
