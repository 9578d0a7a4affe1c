package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Generator;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern NUMBER = Pattern.compile("\r\nX-Number: (\\d+)\r\n");

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private Backend backend;
    private Front front;

    @BeforeAll
    void start() throws Exception {
        backend = new Backend(wire -> {
            while (true) {
                String number = inspect(wire);
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

    /** Reads a request as a suspicious application would. */
    private String inspect(Wire wire) throws IOException {
        String head = wire.readHead();
        String lower = head.toLowerCase(Locale.ROOT);
        check(
                head,
                head.matches(
                        "(?s)[!-~]+ /[!-~]* HTTP/1\\.1\r\n([!#$%&'*+.^_`|~0-9A-Za-z-]+: ?[\t -~\u0080-\u00ff]*\r\n)*\r\n"));
        check(head, count(lower, "\r\nhost:") == 1);
        check(head, count(lower, "\r\ncontent-length:") + count(lower, "\r\ntransfer-encoding:") <= 1);
        check(head, count(lower, "\r\ntransfer-encoding:") == count(lower, "\r\ntransfer-encoding: chunked\r\n"));
        check(head, count(lower, "\r\nx-forwarded-for:") == 1 && count(lower, "\r\nx_forwarded_for:") == 0);
        check(head, count(lower, "\r\nx-forwarded-for: 127.0.0.1\r\n") == 1);
        check(head, count(lower, "\r\nforwarded:") == 1 && count(lower, "\r\nforwarded: for=127.0.0.1;") == 1);
        check(head, !lower.matches("(?s).*\r\n(connection|te|upgrade|keep-alive|proxy-connection):.*"));
        Matcher number = NUMBER.matcher(head);
        String name = number.find() ? number.group(1) : "none";
        seen.merge(name, 1, Integer::sum);
        skipBody(wire, lower);
        return name;
    }

    private void check(String head, boolean sound) {
        if (!sound) {
            faults.add(head);
        }
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    private static void skipBody(Wire wire, String head) throws IOException {
        Matcher length = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n").matcher(head);
        if (length.find()) {
            wire.read(Integer.parseInt(length.group(1)));
        } else if (head.contains("\r\ntransfer-encoding:")) {
            int size = 1;
            while (size > 0) {
                size = Integer.parseInt(wire.readLine().split(";", 2)[0], 16);
                if (size > 0) {
                    wire.read(size + 2);
                }
            }
            String trailer = wire.readLine();
            while (!trailer.isEmpty()) {
                trailer = wire.readLine();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void streamsAreServedRequestByRequest(long seed) throws Exception {
        Generator generator = new Generator(seed);
        for (int round = 0; round < 60; round++) {
            seen.clear();
            List<String> numbers = new ArrayList<>();
            List<Boolean> heads = new ArrayList<>();
            StringBuilder stream = new StringBuilder();
            for (int i = generator.below(6); i >= 0; i--) {
                String request = generator.request();
                Matcher number = NUMBER.matcher(request);
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
            assertEquals(List.of(), List.copyOf(faults), () -> "seed " + seed + ": " + all);
            assertTrue(seen.values().stream().allMatch(times -> times == 1), () -> seen + " of " + all);
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
