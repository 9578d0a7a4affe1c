package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Generator;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Suspicion;
import dev.navigator.proxy.support.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Streams of requests, sound ones followed by a broken one, cut anywhere: what an application sees can be read in one way only,
 * each request is answered by its own response, in order, and nothing comes of what follows a broken one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmugglingFuzzTest {

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
        Settings settings = new Settings();
        front = Front.of(settings, backend);
    }

    @AfterAll
    void stop() {
        front.close();
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void streamsAreServedRequestByRequest(long seed) throws Exception {
        Generator generator = new Generator(seed);
        for (int round = 0; round < 60; round++) {
            suspicion.seen.clear();
            List<String> numbers = new ArrayList<>();
            List<Boolean> heads = new ArrayList<>();
            StringBuilder stream = new StringBuilder();
            for (int i = generator.below(6); i >= 0; i--) {
                String request = generator.request();
                Matcher number = Suspicion.NUMBER.matcher(request);
                assertTrue(number.find());
                numbers.add(number.group(1));
                heads.add(request.startsWith("HEAD "));
                stream.append(request);
            }
            boolean broken = generator.below(2) == 0;
            String tail = broken ? generator.mutate(generator.request()) + generator.request() : "";
            String all = stream + tail;

            try (Wire client = front.connect()) {
                for (String piece : generator.cut(all)) {
                    client.send(piece);
                }
                client.endOutput();
                for (int i = 0; i < numbers.size(); i++) {
                    Wire.Message response = next(client, heads.get(i));
                    assertEquals(numbers.get(i), response.field("X-Number"), () -> "seed " + seed + ": " + all);
                }
                if (!broken) {
                    assertEquals("", client.readToEnd());
                }
            } catch (java.net.SocketException e) {
                assertTrue(broken, () -> "seed " + seed + ": " + e + ": " + all);
            }
            assertEquals(List.of(), List.copyOf(suspicion.faults), () -> "seed " + seed + ": " + all);
            assertTrue(
                    suspicion.seen.values().stream().allMatch(times -> times == 1),
                    () -> suspicion.seen + " of " + all);
        }
    }

    private static Wire.Message next(Wire client, boolean toHead) throws IOException {
        Wire.Message response = toHead ? client.readHeadOnly() : client.readMessage();
        while (response.status() == 102) {
            response = toHead ? client.readHeadOnly() : client.readMessage();
        }
        return response;
    }
}
