package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.FakePool;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    private static final String UPGRADE =
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    private static final String PUT = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";

    @Test
    void arefusedConnectionIsReportedAndTheRequestGoesToTheNextInstance() throws Exception {
        int dead = deadPort();
        try (Backend backend = Backend.answering(OK);
                Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            FakePool.Instance gone = front.pool.offer("app", 1, dead);
            client.send(POST);
            Front.await("it waits again", () -> front.pool.waiting.size() == 1);

            assertEquals(java.util.List.of(gone.id()), front.pool.unreachable);
            assertEquals(0, gone.occupancy().inFlight());
            front.pool.grant(front.pool.offer("app", 2, backend.port()));

            assertEquals("ok", client.readMessage().body());
            assertEquals("abc", backend.requests.remove().body());
        }
    }

    @Test
    void refusedConnectionsAreNotTriedForEver() throws Exception {
        int dead = deadPort();
        try (Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            FakePool.Instance gone = front.pool.offer("app", 1, dead);
            front.pool.onUnreachable(() -> front.scheduler
                    .blocking()
                    .execute(() -> Front.await(
                            "it waits again or gave up",
                            () -> front.pool.grant(gone) || front.pool.unreachable.size() > 3)));

            assertEquals(502, client.get("/").readMessage().status());
            assertEquals(4, front.pool.unreachable.size());
        }
    }

    private static int deadPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Answers the first request of each connection; then does {@code last} with the next one. */
    private static Backend oncePerConnection(Backend.Script last, AtomicInteger seen) throws Exception {
        return new Backend(wire -> {
            wire.readMessage();
            seen.incrementAndGet();
            wire.send(OK);
            wire.readMessage();
            seen.incrementAndGet();
            last.play(wire);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", UPGRADE, PUT})
    void anIdempotentRequestOnAStaleConnectionIsSentAgain(String request) throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (Backend backend = oncePerConnection(Wire::close, seen);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            assertEquals(200, client.get("/").readMessage().status());

            assertEquals("ok", client.send(request).readMessage().body());

            assertEquals(3, seen.get());
            assertEquals(2, backend.connections.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {POST, "PATCH / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"})
    void anotherRequestIsNotSentAgain(String request) throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (Backend backend = oncePerConnection(Wire::close, seen);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            assertEquals(200, client.get("/").readMessage().status());

            assertEquals(502, client.send(request).readMessage().status());

            assertEquals(2, seen.get());
        }
    }

    @Test
    void aPoisonousRequestIsTriedTwiceAtMost() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    seen.incrementAndGet();
                });
                Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            FakePool.Instance instance = front.pool.offer("app", 1, backend.port());
            client.get("/");
            Front.await("it is leased again", () -> front.pool.grant(instance));

            assertEquals(502, client.readMessage().status());

            assertEquals(2, seen.get());
        }
    }

    @Test
    void aPoisonousRequestOnAnIdleConnectionKillsTwoInstancesAtMost() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (Backend first = mortal(seen);
                Backend second = mortal(seen);
                Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            front.pool.offer("app", 1, first.port());
            assertEquals(200, client.get("/").readMessage().status());
            client.get("/poison");
            Front.await("the first is dead", () -> front.pool.waiting.size() == 1);
            front.pool.grant(front.pool.offer("app", 2, second.port()));

            assertEquals(502, client.readMessage().status());

            assertEquals(3, seen.get(), "one that was served, and two that were deadly");
        }
    }

    /** Answers one request if it is the first of all, and dies of the next. */
    private static Backend mortal(AtomicInteger seen) throws Exception {
        CompletableFuture<Backend> self = new CompletableFuture<>();
        self.complete(new Backend(wire -> {
            wire.readMessage();
            if (seen.incrementAndGet() == 1) {
                wire.send(OK);
                wire.readMessage();
                seen.incrementAndGet();
            }
            self.join().close(); // the listening socket first: whoever comes back finds nobody
        }));
        return self.join();
    }

    @Test
    void aRequestThatNobodyAnswersIsSentTwiceAlsoWhenTheFirstConnectionWasAnIdleOne() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (Backend backend = illWhenAsked(seen);
                Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            FakePool.Instance instance = front.pool.offer("app", 1, backend.port());
            assertEquals(200, client.get("/well").readMessage().status());

            client.get("/ill");
            Front.await("it is asked for again", () -> front.pool.grant(instance));

            assertEquals(502, client.readMessage().status());
            assertEquals(2, seen.get());
            assertEquals(200, client.get("/well").readMessage().status());
        }
    }

    @Test
    void anInstanceThatDiesMayLoseBothConnections() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (Backend dying = illWhenAsked(seen);
                Backend next = new Backend(wire -> {
                    wire.readMessage();
                    wire.send(OK);
                });
                Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            FakePool.Instance dead = front.pool.offer("app", 1, dying.port());
            front.pool.onUnreachable(() -> dead.occupancy().close());
            assertEquals(200, client.get("/well").readMessage().status());

            client.get("/ill");
            Front.await("another is asked for", () -> front.pool.waiting.size() == 1);
            front.pool.grant(front.pool.offer("app", 2, next.port()));

            assertEquals(200, client.readMessage().status());
            assertEquals(2, seen.get());
        }
    }

    private static Backend illWhenAsked(AtomicInteger seen) throws IOException {
        return new Backend(wire -> {
            while (wire.readMessage().startLine().startsWith("GET /well")) {
                wire.send(OK);
            }
            seen.incrementAndGet();
        });
    }

    @Test
    void nothingIsSentAgainOnceAResponseHasBegun() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    seen.incrementAndGet();
                    wire.send("HTTP/1.1 103 Early Hints\r\n\r\n");
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            client.get("/");
            assertEquals(103, client.readMessage().status());
            assertEquals(502, client.readMessage().status());

            assertEquals(1, seen.get());
        }
    }

    @Test
    void aBodyTooLargeToKeepIsNotSentAgain() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        String body = "x".repeat(RequestSide.MOST_KEPT + 1);
        try (Backend backend = oncePerConnection(Wire::close, seen);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            assertEquals(200, client.get("/").readMessage().status());

            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

            assertEquals(502, client.readMessage().status());
            assertEquals(2, seen.get());
        }
    }

    @Test
    void aConnectionThatItsInstanceHasClosedIsNotUsedForAPost() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        try (Backend backend = new Backend(wire -> {
                    wire.readMessage();
                    wire.send(OK);
                    wire.endOutput();
                    closed.incrementAndGet();
                });
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            for (int i = 0; i < 5; i++) {
                int number = i + 1;
                assertEquals("ok", client.send(POST).readMessage().body());
                Front.await("it is closed", () -> closed.get() == number);
            }
        }
    }

    @Test
    void aConnectionToAnInstanceThatHasGoneIsNotUsedForItsSuccessorOnTheSamePort() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            assertEquals("ok", client.get("/").readMessage().body());

            front.pool.offer("app", 2, backend.port());

            assertEquals("ok", client.get("/").readMessage().body());
            assertEquals(2, backend.connections.size());
        }
    }

    @Test
    void anInstanceThatIsRetiredKeepsNoIdleConnection() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            FakePool.Instance instance = front.pool.offer("app", 3, backend.port());
            assertEquals("ok", client.get("/").readMessage().body());

            instance.occupancy().close();

            Front.await("it is closed", () -> backend.connections.get(0).socket.isClosed());
        }
    }
}
