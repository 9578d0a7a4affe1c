package dev.navigator.proxy.exchange;

import static dev.navigator.proxy.support.Http2Wire.ACK;
import static dev.navigator.proxy.support.Http2Wire.CONTINUATION;
import static dev.navigator.proxy.support.Http2Wire.DATA;
import static dev.navigator.proxy.support.Http2Wire.END_HEADERS;
import static dev.navigator.proxy.support.Http2Wire.END_STREAM;
import static dev.navigator.proxy.support.Http2Wire.GOAWAY;
import static dev.navigator.proxy.support.Http2Wire.HEADERS;
import static dev.navigator.proxy.support.Http2Wire.PADDED;
import static dev.navigator.proxy.support.Http2Wire.PING;
import static dev.navigator.proxy.support.Http2Wire.PRIORITY;
import static dev.navigator.proxy.support.Http2Wire.PUSH_PROMISE;
import static dev.navigator.proxy.support.Http2Wire.RST_STREAM;
import static dev.navigator.proxy.support.Http2Wire.SETTINGS;
import static dev.navigator.proxy.support.Http2Wire.WINDOW_UPDATE;
import static dev.navigator.proxy.support.Http2Wire.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Http2Wire;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.core5.http2.H2Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no client of HTTP/2 may do, by section of RFC 9113. */
class Http2StrictnessTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final byte[] NONE = {};
    private static final int WITH_PRIORITY = 0x20;

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

    static Stream<Arguments> malformed() {
        return Stream.of(
                fields("8.2 upper case", "X-Upper: a"),
                fields("8.2.1 blank in a name", "a b: c"),
                fields("8.2.1 colon in a name", "a:b: c"),
                fields("8.2.1 line end in a name", "a\r\nb: c"),
                fields("8.2.1 byte above ASCII in a name", "\u00e9: c"),
                fields("8.2.1 CR in a value", "x-a: b\rc"),
                fields("8.2.1 LF in a value", "x-a: b\nc: d"),
                fields("8.2.1 CRLF in a value", "x-a: b\r\nTransfer-Encoding: chunked"),
                fields("8.2.1 NUL in a value", "x-a: b\0c"),
                fields("8.2.1 blank before a value", "x-a:  b"),
                fields("8.2.1 blank behind a value", "x-a: b "),
                fields("8.2.2 connection", "connection: keep-alive"),
                fields("8.2.2 transfer-encoding", "transfer-encoding: chunked"),
                fields("8.2.2 keep-alive", "keep-alive: 1"),
                fields("8.2.2 proxy-connection", "proxy-connection: close"),
                fields("8.2.2 upgrade", "upgrade: websocket"),
                fields("8.2.2 TE other than trailers", "te: gzip, trailers"),
                fields("8.3 unknown pseudo-header", ":foo: bar"),
                fields("8.3 pseudo-header of responses", ":status: 200"),
                fields("8.3 pseudo-header twice", ":path: /b"),
                fields("8.3.1 host of another name", "host: other"),
                fields("host twice", "host: test", "host: test"),
                fields("8.1.1 length of content that does not come", "content-length: 5"),
                fields("lengths that differ", "content-length: 0", "content-length: 6"),
                fields("lengths that do not", "content-length: 0", "content-length: 0"),
                fields("length with a sign", "content-length: +0"),
                fields("length as a list", "content-length: 0, 0"),
                arguments(
                        "8.3 pseudo-header behind a field",
                        List.of(":method: GET", ":scheme: http", "x-a: b", ":path: /", ":authority: test")),
                whole("8.3.1 no method", ":scheme: http", ":path: /", ":authority: test"),
                whole("8.3.1 no scheme", ":method: GET", ":path: /", ":authority: test"),
                whole("8.3.1 no path", ":method: GET", ":scheme: http", ":authority: test"),
                whole("8.3.1 empty path", ":method: GET", ":scheme: http", ":path: ", ":authority: test"),
                whole("8.3.1 path without a slash", ":method: GET", ":scheme: http", ":path: a", ":authority: test"),
                whole("8.3.1 asterisk with GET", ":method: GET", ":scheme: http", ":path: *", ":authority: test"),
                whole("8.3.1 absolute path", ":method: GET", ":scheme: http", ":path: http://b/", ":authority: test"),
                whole("blank in a path", ":method: GET", ":scheme: http", ":path: /a HTTP/1.1", ":authority: test"),
                whole("line end in a path", ":method: GET", ":scheme: http", ":path: /\r\nx:", ":authority: test"),
                whole("fragment in a path", ":method: GET", ":scheme: http", ":path: /a#b", ":authority: test"),
                whole("blank in a method", ":method: GET /x", ":scheme: http", ":path: /", ":authority: test"),
                whole("line end in a method", ":method: GET\r\n", ":scheme: http", ":path: /", ":authority: test"),
                whole("line end in an authority", ":method: GET", ":scheme: http", ":path: /", ":authority: a\r\nb: c"),
                whole("another scheme", ":method: GET", ":scheme: ftp", ":path: /", ":authority: test"),
                whole("8.5 CONNECT with a path", ":method: CONNECT", ":scheme: http", ":path: /", ":authority: a:1"),
                whole("8.5 CONNECT to nowhere", ":method: CONNECT"));
    }

    private static Arguments fields(String name, String... fields) {
        List<String> all = new ArrayList<>(List.of(":method: GET", ":scheme: http", ":path: /", ":authority: test"));
        all.addAll(List.of(fields));
        return arguments(name, all);
    }

    private static Arguments whole(String name, String... fields) {
        return arguments(name, List.of(fields));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformed(String name, List<String> fields) throws Exception {
        try (Http2Wire client = Http2Wire.to(front.port)) {
            client.headers(1, true, fields.toArray(String[]::new));

            assertEquals(H2Error.PROTOCOL_ERROR.getCode(), client.resetOf(1));
            assertEquals("ok", client.get(3, "/next").response(3).body());
            assertEquals("GET /next HTTP/1.1", backend.requests.remove().startLine());
            assertTrue(backend.requests.isEmpty(), "it reached the application");
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(400, List.of(":method: GET", ":scheme: http", ":path: /")),
                arguments(400, List.of(":method: GET", ":scheme: http", ":path: /", ":authority: a b")),
                arguments(400, List.of(":method: GET", ":scheme: http", ":path: /", ":authority: u@a")),
                arguments(400, List.of(":method: GET", ":scheme: http", ":path: /%2e%2e/x", ":authority: a")),
                arguments(
                        414, List.of(":method: GET", ":scheme: http", ":path: /" + "a".repeat(9000), ":authority: a")),
                arguments(
                        431,
                        List.of(
                                ":method: GET",
                                ":scheme: http",
                                ":path: /",
                                ":authority: a",
                                "x: " + "a".repeat(17_000))));
    }

    @ParameterizedTest
    @MethodSource
    void refused(int status, List<String> fields) throws Exception {
        try (Http2Wire client = Http2Wire.to(front.port)) {
            client.headers(1, true, fields.toArray(String[]::new));

            assertEquals(status, client.response(1).status());
            assertEquals("ok", client.get(3, "/").response(3).body());
            assertEquals(1, backend.requests.size());
        }
    }

    @Test
    void tooManyFieldsAreRefused() throws Exception {
        try (Http2Wire client = Http2Wire.to(front.port)) {
            String[] more = Stream.iterate(0, i -> i + 1)
                    .limit(60)
                    .map(i -> "x-" + i + ": a")
                    .toArray(String[]::new);

            assertEquals(431, client.get(1, "/", more).response(1).status());
            assertEquals("ok", client.get(3, "/").response(3).body());
        }
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                arguments("more than announced", List.of(bytes(DATA, 0, 1, new byte[6]))),
                arguments("less than announced", List.of(bytes(DATA, END_STREAM, 1, new byte[4]))),
                arguments(
                        "trailers with a pseudo-header",
                        List.of(bytes(HEADERS, END_HEADERS | END_STREAM, 1, new byte[] {(byte) 0x82}))),
                arguments("trailers that end nothing", List.of(bytes(HEADERS, END_HEADERS, 1, NONE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void contentThatIsNotAsAnnouncedEndsItsStreamAndReachesNobodyWhole(String name, List<byte[]> frames)
            throws Exception {
        try (Http2Wire client = Http2Wire.to(front.port)) {
            client.request(1, "POST", "/", false, "content-length: 5");
            for (byte[] frame : frames) {
                client.raw(frame);
            }

            assertEquals(H2Error.PROTOCOL_ERROR.getCode(), client.resetOf(1));
            assertEquals("ok", client.get(3, "/").response(3).body());
            assertEquals(1, backend.requests.size());
        }
    }

    static Stream<Arguments> fatal() {
        byte[] get = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'};
        return Stream.of(
                fatal("4.2 frame too large", H2Error.FRAME_SIZE_ERROR, bytes(DATA, 0, 1, new byte[16_385])),
                fatal("4.3 fields that cannot be expanded", H2Error.COMPRESSION_ERROR, open(1, (byte) 0xff, (byte)
                        0x7f)),
                fatal("4.3 no such entry", H2Error.COMPRESSION_ERROR, open(1, (byte) 0xbe)),
                fatal("4.3 entry 0", H2Error.COMPRESSION_ERROR, open(1, (byte) 0x80)),
                fatal("4.3 text cut off", H2Error.COMPRESSION_ERROR, open(1, (byte) 0x41, (byte) 5, (byte) 'a')),
                fatal(
                        "4.3 length out of range",
                        H2Error.COMPRESSION_ERROR,
                        open(1, (byte) 0x41, (byte) 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte)
                                7)),
                fatal("4.3 table too large", H2Error.COMPRESSION_ERROR, open(1, (byte) 0x3f, (byte) 0xe2, (byte) 0x1f)),
                fatal("4.3 table changed late", H2Error.COMPRESSION_ERROR, open(1, (byte) 0x82, (byte) 0x20)),
                fatal("5.1 data on an idle stream", H2Error.PROTOCOL_ERROR, bytes(DATA, 0, 1, NONE)),
                fatal("5.1 reset of an idle stream", H2Error.PROTOCOL_ERROR, bytes(RST_STREAM, 0, 1, new byte[4])),
                fatal("5.1 window of an idle stream", H2Error.PROTOCOL_ERROR, bytes(WINDOW_UPDATE, 0, 1, new byte[] {
                    0, 0, 0, 1
                })),
                fatal("5.1.1 even stream", H2Error.PROTOCOL_ERROR, open(2, get)),
                fatal("5.1.1 stream passed over", H2Error.PROTOCOL_ERROR, open(5, get), open(3, get)),
                fatal(
                        "5.1 fields on a closed stream",
                        H2Error.STREAM_CLOSED,
                        open(1, get),
                        bytes(RST_STREAM, 0, 1, new byte[4]),
                        open(1, get)),
                fatal("6.1 data without a stream", H2Error.PROTOCOL_ERROR, bytes(DATA, 0, 0, NONE)),
                fatal(
                        "6.1 padding beyond the frame",
                        H2Error.PROTOCOL_ERROR,
                        open(1, get),
                        bytes(DATA, PADDED, 1, new byte[] {2, 0})),
                fatal("6.1 padding cut off", H2Error.FRAME_SIZE_ERROR, open(1, get), bytes(DATA, PADDED, 1, NONE)),
                fatal("6.2 fields without a stream", H2Error.PROTOCOL_ERROR, open(0, get)),
                fatal("6.3 priority without a stream", H2Error.PROTOCOL_ERROR, bytes(PRIORITY, 0, 0, new byte[5])),
                fatal("6.3 priority cut off", H2Error.FRAME_SIZE_ERROR, bytes(PRIORITY, 0, 1, new byte[4])),
                fatal("6.4 reset without a stream", H2Error.PROTOCOL_ERROR, bytes(RST_STREAM, 0, 0, new byte[4])),
                fatal(
                        "6.4 reset of a wrong length",
                        H2Error.FRAME_SIZE_ERROR,
                        open(1, get),
                        bytes(RST_STREAM, 0, 1, new byte[3])),
                fatal("6.5 settings of a stream", H2Error.PROTOCOL_ERROR, bytes(SETTINGS, 0, 1, NONE)),
                fatal("6.5 settings cut off", H2Error.FRAME_SIZE_ERROR, bytes(SETTINGS, 0, 0, new byte[5])),
                fatal("6.5 settings taken, with some", H2Error.FRAME_SIZE_ERROR, bytes(SETTINGS, ACK, 0, new byte[6])),
                fatal("6.5.2 push of 2", H2Error.PROTOCOL_ERROR, bytes(SETTINGS, 0, 0, new byte[] {0, 2, 0, 0, 0, 2})),
                fatal("6.5.2 window too large", H2Error.FLOW_CONTROL_ERROR, bytes(SETTINGS, 0, 0, new byte[] {
                    0, 4, (byte) 0x80, 0, 0, 0
                })),
                fatal("6.5.2 frames too small", H2Error.PROTOCOL_ERROR, bytes(SETTINGS, 0, 0, new byte[] {
                    0, 5, 0, 0, 0x3f, (byte) 0xff
                })),
                fatal(
                        "6.6 push",
                        H2Error.PROTOCOL_ERROR,
                        open(1, get),
                        bytes(PUSH_PROMISE, END_HEADERS, 1, new byte[4])),
                fatal("6.7 ping of a stream", H2Error.PROTOCOL_ERROR, bytes(PING, 0, 1, new byte[8])),
                fatal("6.7 ping of a wrong length", H2Error.FRAME_SIZE_ERROR, bytes(PING, 0, 0, new byte[7])),
                fatal("6.8 farewell of a stream", H2Error.PROTOCOL_ERROR, bytes(GOAWAY, 0, 1, new byte[8])),
                fatal("6.9 window by nothing", H2Error.PROTOCOL_ERROR, bytes(WINDOW_UPDATE, 0, 0, new byte[4])),
                fatal(
                        "6.9 window of a wrong length",
                        H2Error.FRAME_SIZE_ERROR,
                        bytes(WINDOW_UPDATE, 0, 0, new byte[3])),
                fatal("6.9.1 window too large", H2Error.FLOW_CONTROL_ERROR, bytes(WINDOW_UPDATE, 0, 0, new byte[] {
                    0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff
                })),
                fatal(
                        "6.10 continuation of nothing",
                        H2Error.PROTOCOL_ERROR,
                        bytes(CONTINUATION, END_HEADERS, 1, NONE)),
                fatal(
                        "6.10 something within a block",
                        H2Error.PROTOCOL_ERROR,
                        bytes(HEADERS, END_STREAM, 1, get),
                        bytes(PING, 0, 0, new byte[8])),
                fatal(
                        "6.10 continuation of another",
                        H2Error.PROTOCOL_ERROR,
                        bytes(HEADERS, END_STREAM, 1, get),
                        bytes(CONTINUATION, END_HEADERS, 3, NONE)));
    }

    private static byte[] open(int stream, byte... block) {
        return bytes(HEADERS, END_HEADERS | END_STREAM, stream, block);
    }

    private static Arguments fatal(String name, H2Error code, byte[]... frames) {
        return arguments(name, code, List.of(frames));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fatal")
    void whatAConnectionCannotGoOnAfter(String name, H2Error code, List<byte[]> frames) throws Exception {
        try (Http2Wire client = Http2Wire.to(front.port)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            frames.forEach(all::writeBytes);
            client.raw(all.toByteArray());

            assertEquals(code.getCode(), client.goneAway());
            Front.await("nothing is left", () -> front.proxy.connections() == 0 && front.pool.inFlight("app") == 0);
        }
    }

    static Stream<Arguments> streamFaults() {
        return Stream.of(
                arguments(H2Error.STREAM_CLOSED, bytes(DATA, 0, 1, NONE)),
                arguments(H2Error.STREAM_CLOSED, open(1)),
                arguments(H2Error.PROTOCOL_ERROR, bytes(WINDOW_UPDATE, 0, 1, new byte[4])),
                arguments(
                        H2Error.FLOW_CONTROL_ERROR,
                        bytes(WINDOW_UPDATE, 0, 1, new byte[] {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff})),
                arguments(H2Error.FRAME_SIZE_ERROR, bytes(PRIORITY, 0, 1, new byte[4])),
                arguments(H2Error.PROTOCOL_ERROR, bytes(PRIORITY, 0, 1, new byte[] {0, 0, 0, 1, 0})));
    }

    @ParameterizedTest
    @MethodSource("streamFaults")
    void whatOnlyItsStreamEndsWith(H2Error code, byte[] frame) throws Exception {
        front.pool.withdraw("app");
        try (Http2Wire client = Http2Wire.to(front.port)) {
            client.get(1, "/").raw(frame);

            assertEquals(code.getCode(), client.resetOf(1));
            front.pool.offer("app", 1, backend.port());
            assertEquals("ok", client.get(3, "/").response(3).body());
        }
    }

    @Test
    void aStreamThatDependsOnItselfIsNotOpened() throws Exception {
        try (Http2Wire client = Http2Wire.to(front.port)) {
            byte[] block = {0, 0, 0, 1, 0, (byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'};
            client.raw(bytes(HEADERS, END_HEADERS | END_STREAM | WITH_PRIORITY, 1, block));

            assertEquals(H2Error.PROTOCOL_ERROR.getCode(), client.resetOf(1));
            assertEquals("ok", client.get(3, "/").response(3).body());
            assertEquals(1, backend.requests.size());
        }
    }

    @Test
    void moreThanTheWindowIsAFault() throws Exception {
        front.pool.withdraw("app");
        try (Http2Wire client = Http2Wire.to(front.port)) {
            client.request(1, "POST", "/", false);
            for (int i = 0; i < 12; i++) {
                client.data(1, "x".repeat(16 << 10), false);
            }

            assertEquals(H2Error.FLOW_CONTROL_ERROR.getCode(), client.resetOf(1));
        }
    }

    @Test
    void somethingElseThanThePrefaceIsNotGoneOnWith() throws Exception {
        try (Http2Wire client = new Http2Wire(new Socket(InetAddress.getLoopbackAddress(), front.port))) {
            client.raw("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertEquals(H2Error.PROTOCOL_ERROR.getCode(), client.goneAway());
        }
        try (Http2Wire client = new Http2Wire(new Socket(InetAddress.getLoopbackAddress(), front.port))) {
            client.raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").raw(bytes(PING, 0, 0, new byte[8]));
            assertEquals(H2Error.PROTOCOL_ERROR.getCode(), client.goneAway());
        }
    }
}
