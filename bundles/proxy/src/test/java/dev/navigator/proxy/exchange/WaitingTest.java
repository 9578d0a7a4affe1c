package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pool.PoolException;
import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.FakePool;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire;
import dev.navigator.proxy.support.Wire.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Test
    void requestsForAStartingTenantWaitAndAreServedWhenItIsThere() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = new Front(new Settings().tenant("app", "/"))) {
            List<Wire> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                clients.add(
                        front.connect().send("POST /" + i + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"));
            }
            Front.await("all wait", () -> front.pool.waiting.size() == 20);

            FakePool.Instance instance = front.pool.offer("app", 1, backend.port());
            for (int i = 0; i < 20; i++) {
                assertTrue(front.pool.grant(instance));
            }

            for (Wire client : clients) {
                assertEquals("ok", client.readMessage().body());
                client.close();
            }
            assertTrue(backend.requests.stream().allMatch(r -> r.body().equals("abc")));
        }
    }

    @Test
    void aLargeBodyIsHeldBackWhileItsTenantStarts() throws Exception {
        String body = "0123456789".repeat(100_000);
        try (Backend backend = Backend.answering(OK);
                Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            Front.await("it waits", () -> front.pool.waiting.size() == 1);

            front.pool.grant(front.pool.offer("app", 1, backend.port()));

            assertEquals("ok", client.readMessage().body());
            sending.get();
            assertEquals(body, backend.requests.remove().body());
        }
    }

    @Test
    void aBodyThatWasHeldBackGoesOnToAnInstanceWhoseConnectionIsThereAlready() throws Exception {
        String half = "0123456789".repeat(20_000);
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire other = front.connect();
                Wire client = front.connect()) {
            other.get("/").readMessage();
            backend.requests.clear();
            front.pool.withdraw("app");
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + 2 * half.length() + "\r\n\r\n" + half);
            Front.await("it waits", () -> front.pool.waiting.size() == 1);
            for (int i = 0; i < 10; i++) { // by then the one I/O thread has seen that this is as much as it keeps
                other.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").readMessage();
            }

            front.pool.grant(front.pool.offer("app", 1, backend.port()));
            client.send(half);

            assertEquals("ok", client.readMessage().body());
            assertEquals(half + half, backend.requests.remove().body());
            assertEquals(1, backend.connections.size());
        }
    }

    @Test
    void thoseThatStillWaitAtTheEndAreToldSo() throws Exception {
        try (Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")) {
            Front.await("it waits", () -> front.pool.waiting.size() == 1);

            front.proxy.drain();
            front.proxy.turnAway();

            Message answer = client.readMessage();
            assertEquals(503, answer.status());
            assertEquals("close", answer.field("Connection"));
            assertTrue(Integer.parseInt(answer.field("Retry-After")) > 0);
            Front.await("it has left the queue", () -> front.pool.waiting.peek().isCancelled());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /next"})
    void aClientThatResetsLeavesTheQueueAtOnce(String ahead) throws Exception {
        try (Front front = new Front(new Settings().tenant("app", "/"))) {
            Wire client = front.connect().get("/").send(ahead);
            Front.await("it waits", () -> front.pool.waiting.size() == 1);

            client.reset();

            Front.await("it has left", () -> front.pool.waiting.peek().isCancelled());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /next"})
    void aClientThatClosesLeavesTheQueueSoon(String ahead) throws Exception {
        try (Front front = new Front(new Settings().tenant("app", "/"))) {
            Wire client = front.connect().get("/").send(ahead);
            Front.await("it waits", () -> front.pool.waiting.size() == 1);

            client.close();

            Front.await("it has left", () -> front.pool.waiting.peek().isCancelled());
        }
    }

    private static Message finalResponse(Wire client) throws IOException {
        Message response = client.readMessage();
        while (response.status() == 102) {
            response = client.readMessage();
        }
        return response;
    }

    @Test
    void aClientThatHasOnlyEndedItsSideIsServed() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            client.get("/").endOutput();
            assertEquals("HTTP/1.1 102 Processing\r\n\r\n", client.readHead());

            front.pool.grant(front.pool.offer("app", 1, backend.port()));

            assertEquals("ok", finalResponse(client).body());
        }
    }

    @Test
    void aClientThatEndsInTheMiddleOfALaterRequestGetsNoMoreThanWhatItAskedFor() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            client.get("/").send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc");
            client.endOutput();
            assertEquals("HTTP/1.1 102 Processing\r\n\r\n", client.readHead());

            front.pool.grant(front.pool.offer("app", 1, backend.port()));

            assertEquals("ok", finalResponse(client).body());
            assertTrue(client.ended());
        }
    }

    @Test
    void aLeaseGrantedToAClientThatHasLeftIsGivenBack() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = new Front(new Settings().tenant("app", "/"))) {
            for (int i = 0; i < 50; i++) {
                Wire client = front.connect().get("/");
                Front.await("it waits", () -> front.pool.waiting.size() == 1);

                client.reset();
                front.pool.grant(front.pool.offer("app", 1, backend.port()));
                front.pool.withdraw("app");
                front.pool.waiting.clear();
            }
            FakePool.Instance last = front.pool.offer("app", 1, backend.port());
            Front.await("none is held", () -> last.occupancy().inFlight() == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_TENANT, 404",
        "START_FAILED, 502",
        "QUEUE_FULL, 503",
        "QUEUE_TIMEOUT, 503",
        "PORTS_EXHAUSTED, 503",
        "STOPPED, 503"
    })
    void whatThePoolSaysDecidesTheStatus(PoolException.Reason reason, int status) throws Exception {
        try (Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            client.get("/");
            Front.await("it waits", () -> front.pool.waiting.size() == 1);

            front.pool
                    .waiting
                    .remove()
                    .completeExceptionally(new PoolException(reason, "secret", Duration.ofSeconds(7)));

            Message response = client.readMessage();
            assertEquals(status, response.status());
            assertEquals(status == 503 ? "7" : null, response.field("Retry-After"));
            assertFalse(response.body().contains("secret"));
            assertNull(response.field("Connection"));
        }
    }

    @Test
    void aMissingPoolIsWaitedFor() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire other = front.connect();
                Wire client = front.connect()) {
            front.pool.withdraw("app");
            front.proxy.pool(null);
            client.get("/");
            for (int i = 0; i < 2; i++) { // the one I/O thread answers these after it has seen the request before
                other.send("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
                assertEquals(204, other.readMessage().status());
            }

            front.proxy.pool(front.pool);

            Front.await("it is asked", () -> front.pool.waiting.size() == 1);
            front.pool.grant(front.pool.offer("app", 1, backend.port()));
            assertEquals("ok", client.readMessage().body());
        }
    }

    @Test
    void aPoolThatIsReplacedWhileARequestWaitsIsAskedAgain() throws Exception {
        FakePool next = new FakePool();
        try (Backend backend = Backend.answering(OK);
                Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            client.get("/");
            Front.await("it waits", () -> front.pool.waiting.size() == 1);

            front.proxy.pool(next);
            front.pool.waiting.remove().cancel(false);

            Front.await("the next one is asked", () -> next.waiting.size() == 1);
            next.grant(next.offer("app", 1, backend.port()));
            assertEquals("ok", client.readMessage().body());
        }
    }

    @Test
    void aBrowserThatWaitsLongSeesAPageThatAsksAgainAndOthersWait() throws Exception {
        Settings settings = new Settings().tenant("app", "/");
        settings.startPageAfter = Duration.ofMillis(300);
        try (Backend backend = Backend.answering(OK);
                Front front = new Front(settings);
                Wire browser = front.connect();
                Wire curl = front.connect()) {
            browser.send("GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html,*/*;q=0.8\r\n\r\n");
            curl.send("GET / HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\n");

            Message page = browser.readMessage();
            assertEquals(503, page.status());
            assertTrue(page.field("Content-Type").startsWith("text/html"));
            assertTrue(page.body().contains("http-equiv=\"refresh\""));
            assertEquals("2", page.field("Retry-After"));

            FakePool.Instance instance = front.pool.offer("app", 1, backend.port());
            Front.await("one is served", () -> front.pool.grant(instance));
            assertEquals("ok", curl.readMessage().body());
        }
    }
}
