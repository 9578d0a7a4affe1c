package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Wire;
import dev.navigator.proxy.support.Wire.Message;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that whoever gets them does not read. */
class UnreadBodyTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String EVIL = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello";

    @ParameterizedTest
    @CsvSource({"GET, 2", "DELETE, 2", "OPTIONS, 2", "POST, 1", "PATCH, 1"})
    void aConnectionIsNotUsedAfterABodyThatNobodyExpects(String method, int connections) throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(POST.replace("POST", method));

                assertEquals("ok", client.readMessage().body());
            }

            assertEquals(connections, backend.connections.size());
        }
    }

    @Test
    void whatAnInstanceAnswersToABodyIsNotTheAnswerToTheNextRequest() throws Exception {
        CountDownLatch leased = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (Backend backend = new Backend(wire -> {
                    Message request = wire.readMessage();
                    wire.send(OK);
                    if (request.startLine().startsWith("POST")) {
                        leased.await();
                        wire.send(EVIL);
                        answered.countDown();
                    }
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            assertEquals("ok", client.send(POST).readMessage().body());
            front.pool.onLease(() -> {
                leased.countDown();
                awaitQuietly(answered);
            });

            assertEquals("ok", client.get("/").readMessage().body());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aClientThatGoesOnSendingForSecondsIsHeardOutAndGetsItsAnswer() throws Exception {
        try (Backend backend = new Backend(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
            for (int i = 0; i < 30; i++) {
                client.send("x".repeat(1000));
                Thread.sleep(100);
            }

            assertEquals(413, client.readMessage().status());
        }
    }
}
