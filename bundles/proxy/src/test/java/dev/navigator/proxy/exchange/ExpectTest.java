package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose turn it is when a client waits to be asked for its body. */
class ExpectTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);

    private final Settings settings = new Settings();

    @Test
    void aBodyThatWasAskedForMayTakeLongerThanAResponse() throws Exception {
        settings.timeouts = new HttpTimeouts(LONG, LONG, LONG, LONG, SHORT, LONG);
        try (Backend backend = new Backend(wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                    wire.read(10);
                    wire.send(OK);
                });
                Front front = Front.of(settings, backend);
                Wire client = front.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
            assertEquals(100, client.readMessage().status());
            for (int i = 0; i < 10; i++) {
                Thread.sleep(100);
                client.send("x");
            }

            assertEquals("ok", client.readMessage().body());
        }
    }

    @Test
    void anInstanceThatNeverAsksForABodyIs504AndAClientThatDoesNotSendItThenIs408() throws Exception {
        settings.timeouts = new HttpTimeouts(LONG, SHORT, LONG, LONG, SHORT, LONG);
        String post = "POST /%s HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
        try (Backend backend = new Backend(wire -> {
                    if (wire.readHead().startsWith("POST /asks")) {
                        wire.send("HTTP/1.1 100 Continue\r\n\r\n");
                    }
                    wire.readToEnd();
                });
                Front front = Front.of(settings, backend);
                Wire silent = front.connect();
                Wire asked = front.connect()) {
            silent.send(post.formatted("silent"));
            asked.send(post.formatted("asks"));

            assertEquals(504, silent.readMessage().status());
            assertEquals(100, asked.readMessage().status());
            assertEquals(408, asked.readMessage().status());
        }
    }
}
