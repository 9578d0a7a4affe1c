package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Generator;
import dev.navigator.proxy.support.Wire;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses, sound and broken, cut anywhere: a client gets the response to its own request, an error, or an aborted connection. */
class OriginFuzzTest {

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void noResponseIsTakenForAnother(long seed) throws Exception {
        Generator generator = new Generator(seed);
        AtomicReference<List<String>> next = new AtomicReference<>();
        try (Backend backend = new Backend(wire -> {
                    while (true) {
                        wire.readMessage();
                        for (String piece : next.get()) {
                            wire.send(piece);
                        }
                        wire.endOutput();
                        wire.readToEnd();
                        return;
                    }
                });
                Front front = Front.of(backend)) {
            for (int i = 0; i < 150; i++) {
                String sound = generator.response(i);
                boolean broken = generator.below(2) == 0;
                next.set(generator.cut(broken ? generator.mutate(sound) : sound));
                int number = i;

                try (Wire client = front.connect()) {
                    // may be repeated: each connection is closed, which may be seen too late
                    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                    Wire.Message response = client.readMessage();

                    boolean own =
                            response.status() >= 500 || broken || ("" + number).equals(response.field("X-Number"));
                    assertTrue(own, () -> "seed " + seed + ": " + next.get() + " gave " + response);
                    if (!broken) {
                        assertEquals(200, response.status(), () -> "seed " + seed + ": " + next.get());
                    }
                } catch (IOException e) {
                    assertTrue(broken, () -> "seed " + seed + ": " + e + ": " + next.get());
                }
            }
            Front.await("all leases are back", () -> front.pool.inFlight("app") == 0);
        }
    }
}
