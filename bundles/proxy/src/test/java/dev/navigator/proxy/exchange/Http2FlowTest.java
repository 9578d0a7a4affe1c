package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Http2Wire;
import dev.navigator.proxy.support.Http2Wire.Frame;
import dev.navigator.proxy.support.Http2Wire.Response;
import java.util.concurrent.Semaphore;
import org.apache.hc.core5.http2.H2Error;
import org.junit.jupiter.api.Test;

/** How much of HTTP/2 is on its way at a time, see RFC 9113, section 5.2. */
class Http2FlowTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void aResponseWaitsForTheWindowsOfStreamAndConnection() throws Exception {
        String content = "0123456789".repeat(20_000);
        try (Backend backend = Backend.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + content.length() + "\r\n\r\n" + content);
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.settings(4, 1000).get(1, "/");
            Frame head = client.await(Http2Wire.HEADERS, 1);
            assertEquals("200", head.fields().get(":status"));
            Frame first = client.await(Http2Wire.DATA, 1);
            assertEquals(1000, first.payload().remaining());
            client.settle();
            assertEquals(0, client.seen(1).size());

            client.frame(Http2Wire.WINDOW_UPDATE, 0, 1, 200_000).settle();
            int got = client.seen(1).stream()
                    .mapToInt(f -> f.payload().remaining())
                    .sum();
            client.frame(Http2Wire.WINDOW_UPDATE, 0, 0, 200_000);
            StringBuilder all = new StringBuilder(first.text());
            for (Frame frame = first; !frame.has(Http2Wire.END_STREAM); ) {
                frame = client.await(Http2Wire.DATA, 1);
                all.append(frame.text());
            }

            assertTrue(got <= 64_535, "more than the connection's window: " + got);
            assertTrue(all.toString().equals(content), "what came differs");
        }
    }

    @Test
    void aSettingOfTheWindowCountsForStreamsThatAreOpen() throws Exception {
        try (Backend backend = Backend.answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789");
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.settings(4, 0).get(1, "/").settings(4, 4);
            assertEquals("0123", client.await(Http2Wire.DATA, 1).text());
            client.settings(4, 0).frame(Http2Wire.WINDOW_UPDATE, 0, 1, 4).settle();
            assertEquals(
                    0,
                    client.seen(1).stream()
                            .filter(f -> f.type() == Http2Wire.DATA)
                            .count());

            client.settings(4, 100);

            assertEquals("456789", client.await(Http2Wire.DATA, 1).text());
        }
    }

    @Test
    void aStreamThatNobodyReadsKeepsNoOtherWaiting() throws Exception {
        String content = "x".repeat(1 << 20);
        try (Backend backend = Backend.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: " + content.length() + "\r\n\r\n" + content);
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.settings(4, 16_000).frame(Http2Wire.WINDOW_UPDATE, 0, 0, 1 << 30);
            client.get(1, "/");
            client.await(Http2Wire.DATA, 1);

            Response other = client.get(3, "/").response(3);

            assertEquals(content.length(), other.body().length());
        }
    }

    @Test
    void aRequestIsSentNoFasterThanItIsTaken() throws Exception {
        Semaphore go = new Semaphore(0);
        int size = 16 << 20;
        try (Backend backend = new Backend(wire -> {
                    wire.readHead();
                    go.acquire();
                    wire.read(size);
                    wire.send(OK);
                });
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.request(1, "POST", "/", false, "content-length: " + size);
            String piece = "x".repeat(16 << 10);
            int window = 64 << 10;
            int sent = 0;
            client.await(f -> f.type() == Http2Wire.WINDOW_UPDATE && f.stream() == 0);
            boolean stalled = false;
            while (sent < size) {
                while (window < piece.length()) {
                    client.settle();
                    var updates = client.seen(1);
                    if (updates.isEmpty() && !stalled) {
                        stalled = true;
                        go.release();
                    }
                    window += client.await(Http2Wire.WINDOW_UPDATE, 1).number(0);
                }
                client.data(1, piece, sent + piece.length() == size);
                window -= piece.length();
                sent += piece.length();
            }

            assertEquals(200, client.response(1).status());
            assertTrue(stalled, "all was taken though nobody read it");
        }
    }

    @Test
    void aRequestThatWaitedMayGoOnWhenTheConnectionToItsInstanceIsThereAlready() throws Exception {
        String piece = "x".repeat(16 << 10);
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.get(1, "/").response(1);
            front.pool.withdraw("app");
            client.request(3, "POST", "/", false, "content-length: " + 8 * piece.length());
            Front.await("it waits", () -> front.pool.waiting.size() == 1);
            int window = 64 << 10;
            int sent = 0;
            while (window >= piece.length()) {
                client.data(3, piece, false).settle();
                window -= piece.length();
                sent++;
                for (Frame update : client.seen(3)) {
                    window += client.await(update::equals).number(0);
                }
            }

            front.pool.grant(front.pool.offer("app", 1, backend.port()));

            for (; sent < 8; sent++) {
                while (window < piece.length()) {
                    window += client.await(Http2Wire.WINDOW_UPDATE, 3).number(0);
                }
                client.data(3, piece, sent == 7);
                window -= piece.length();
            }
            assertEquals(200, client.response(3).status());
            assertEquals(1, backend.connections.size());
        }
    }

    @Test
    void aResponseMayComeBeforeTheRequestIsComplete() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    wire.readToEnd();
                });
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            client.request(1, "POST", "/", false).data(1, "hello", false);
            client.request(3, "POST", "/", false).data(3, "hello", false);

            assertEquals(413, client.response(1).status());
            client.data(1, "more", true).settle();
            assertEquals(413, client.response(3).status());
            client.data(3, "more", false).settle();
            assertFalse(reset(client, 3), "reset with its response, which clients take for a failure");
            assertEquals(H2Error.NO_ERROR.getCode(), client.resetOf(3));
            client.data(3, "more", true).settle();
            assertFalse(reset(client, 1), "reset though it ended by itself");
            Front.await("the lease is back", () -> front.pool.inFlight("app") == 0);
        }
    }

    private static boolean reset(Http2Wire client, int stream) {
        return client.seen(stream).stream().anyMatch(frame -> frame.type() == Http2Wire.RST_STREAM);
    }
}
