package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Who is slow slows down the other side; nothing piles up in between. */
class BackPressureTest {

    private static final int PIECE = 1 << 20;
    private static final long SOCKETS = 20L << 20; // what the system's own buffers may take, with room

    private static byte[] piece() {
        byte[] piece = new byte[PIECE];
        new java.util.Random(7).nextBytes(piece);
        return piece;
    }

    @Test
    void aSlowReaderHoldsTheApplicationBack() throws Exception {
        byte[] piece = piece();
        int pieces = 200;
        AtomicLong sent = new AtomicLong();
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + (long) pieces * PIECE + "\r\n\r\n");
                    pour(wire.socket.getOutputStream(), piece, pieces, sent);
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            long before = directMemory();
            client.get("/").readHead();
            awaitStandstill(sent);

            assertTrue(sent.get() < SOCKETS, "sent " + sent);
            assertTrue(directMemory() - before < 8L << 20, "grew by " + (directMemory() - before));

            assertEquals(crc(piece, pieces), crc(client.in(), (long) pieces * PIECE));
        }
    }

    @Test
    void aSlowApplicationHoldsTheClientBack() throws Exception {
        byte[] piece = piece();
        int pieces = 200;
        AtomicLong sent = new AtomicLong();
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong sum = new AtomicLong();
        try (Backend backend = new Backend(wire -> {
                    wire.readHead();
                    go.await();
                    sum.set(crc(wire.in(), (long) pieces * PIECE));
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            Thread sender = new Thread(() -> {
                try {
                    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + (long) pieces * PIECE + "\r\n\r\n");
                    pour(client.socket.getOutputStream(), piece, pieces, sent);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            sender.start();
            awaitStandstill(sent);
            assertTrue(sent.get() < SOCKETS, "sent " + sent);

            go.countDown();

            assertEquals("ok", client.readMessage().body());
            assertEquals(crc(piece, pieces), sum.get());
            sender.join();
        }
    }

    @Test
    void uploadsThatWaitKeepNoMoreThanWhatMayBeSentAgain() throws Exception {
        String body = "x".repeat(400_000);
        List<Wire> clients = new ArrayList<>();
        try (Front front = new Front(new Settings().tenant("app", "/"))) {
            long before = directMemory();
            for (int i = 0; i < 50; i++) {
                Wire client = front.connect();
                clients.add(client);
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
            Front.await("all wait", () -> front.pool.waiting.size() == 50);
            Wire other = front.connect();
            clients.add(other);
            for (int i = 0; i < 10; i++) { // by then the one I/O thread has read what it wants of them
                other.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").readMessage();
            }

            assertTrue(directMemory() - before < 7L << 20, "grew by " + (directMemory() - before));
        } finally {
            for (Wire client : clients) {
                client.close();
            }
        }
    }

    private static void pour(OutputStream out, byte[] piece, int pieces, AtomicLong sent) throws IOException {
        for (int i = 0; i < pieces; i++) {
            out.write(piece);
            sent.addAndGet(piece.length);
        }
    }

    private static void awaitStandstill(AtomicLong sent) throws InterruptedException {
        long last = -1;
        while (sent.get() == 0 || sent.get() != last) {
            last = sent.get();
            Thread.sleep(300);
        }
    }

    private static long crc(byte[] piece, int pieces) {
        CRC32 crc = new CRC32();
        for (int i = 0; i < pieces; i++) {
            crc.update(piece);
        }
        return crc.getValue();
    }

    private static long crc(InputStream in, long count) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[PIECE];
        for (long left = count; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new java.io.EOFException(left + " missing");
            }
            crc.update(buffer, 0, read);
            left -= read;
        }
        return crc.getValue();
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
