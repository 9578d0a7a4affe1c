package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Generator;
import dev.navigator.proxy.support.Http2Wire;
import dev.navigator.proxy.support.Suspicion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests of HTTP/2 with dangerous bytes wherever bytes can be, and bytes that are no frames: what an application sees can be read
 * in one way only, each stream is answered by its own response, and no connection outlives its client.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2FuzzTest {

    private static final List<String> FIELDS = List.of(
            "x-a: b",
            "cookie: a=b",
            "te: trailers",
            "content-length: 5",
            "transfer-encoding: chunked",
            "connection: close",
            "host: host",
            "host: other",
            "x-forwarded-for: 1.1.1.1",
            "x_forwarded_for: 2.2.2.2",
            "forwarded: for=3.3.3.3",
            "upgrade: h2c",
            "expect: 100-continue",
            ":path: /twice",
            "trailer: x-t");

    private static final AtomicInteger NUMBERS = new AtomicInteger(100);

    private final Suspicion suspicion = new Suspicion();
    private Backend backend;
    private Front front;

    @BeforeAll
    void start() throws Exception {
        backend = new Backend(wire -> {
            while (true) {
                String number = suspicion.read(wire);
                wire.send("HTTP/1.1 200 OK\r\nX-Number: " + number + "\r\nContent-Length: 0\r\n\r\n");
            }
        });
        front = Front.of(backend);
    }

    @AfterAll
    void stop() {
        front.close();
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void whateverTheFieldsAreTheyStayFields(long seed) throws Exception {
        Generator generator = new Generator(seed);
        for (int round = 0; round < 60; round++) {
            List<String> said = new ArrayList<>();
            try (Http2Wire client = Http2Wire.to(front.port)) {
                for (int i = 0; i < 8; i++) {
                    send(client, 1 + 2 * i, generator, said);
                }
                client.settle();
                String last = Integer.toString(NUMBERS.getAndIncrement());
                client.get(17, "/last", "x-number: " + last);
                assertEquals(last, client.response(17).fields().get("x-number"));
            }
            assertEquals(List.of(), List.copyOf(suspicion.faults), () -> "seed " + seed + ": " + said);
            assertTrue(
                    suspicion.seen.values().stream().allMatch(times -> times == 1), () -> suspicion.seen + ": " + said);
        }
    }

    private static void send(Http2Wire client, int id, Generator generator, List<String> said) throws IOException {
        List<String> fields = new ArrayList<>(List.of(
                ":method: " + List.of("GET", "POST", "HEAD").get(generator.below(3)),
                ":scheme: http",
                ":path: /a" + id,
                ":authority: host"));
        for (int i = generator.below(3); i > 0; i--) {
            fields.add(FIELDS.get(generator.below(FIELDS.size())));
        }
        int mutated = generator.below(2 * fields.size());
        if (mutated < fields.size()) {
            fields.set(mutated, mutate(generator, fields.get(mutated)));
        }
        fields.add("x-number: " + NUMBERS.getAndIncrement());
        said.add(fields.toString());
        boolean end = generator.below(2) == 0;
        client.headers(id, end, fields.toArray(String[]::new));
        if (!end) {
            client.data(
                    id, List.of("", "hello", "0\r\n\r\nGET /x HTTP/1.1\r\n\r\n").get(generator.below(3)), true);
        }
    }

    /** Changes bytes of the name or the value, but keeps what parts them for this test's own use. */
    private static String mutate(Generator generator, String field) {
        int colon = field.indexOf(": ", 1);
        String name = field.substring(0, colon);
        String value = field.substring(colon + 2);
        if (generator.below(2) == 0) {
            value = generator.mutate(value);
        } else {
            String changed = generator.mutate(name).replace(": ", ":");
            name = changed.isEmpty() || changed.equals(":") ? "x" : changed;
        }
        return name + ": " + value;
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44})
    void whateverTheFramesAreNothingIsLeftOfThem(long seed) throws Exception {
        Generator generator = new Generator(seed);
        for (int round = 0; round < 100; round++) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try (Http2Wire client = Http2Wire.to(front.port)) {
                byte[] block = client.block(":method: POST", ":scheme: http", ":path: /", ":authority: host");
                for (int i = 0; i < 10; i++) {
                    int id = 1 + generator.below(6);
                    byte[] payload = generator.below(2) == 0 ? block : new byte[generator.below(12)];
                    all.writeBytes(Http2Wire.bytes(generator.below(11), generator.below(64), id, payload));
                }
                String text = all.toString(StandardCharsets.ISO_8859_1);
                for (String piece : generator.cut(generator.below(2) == 0 ? generator.mutate(text) : text)) {
                    client.raw(piece);
                }
            } catch (java.net.SocketException e) {
                assertTrue(round >= 0, "the connection was ended, as it may be");
            }
            Front.await("nothing is left", () -> front.proxy.connections() == 0 && front.pool.inFlight("app") == 0);
            assertEquals(List.of(), List.copyOf(suspicion.faults));
        }
    }
}
