package dev.navigator.proxy.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.LoggingSettings.AccessLog.Style;
import dev.navigator.proxy.log.AccessLog;
import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Http2Wire;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path folder;

    private void log(Front front, Style style) {
        front.proxy.accessLog(
                new AccessLog(new LoggingSettings.AccessLog(style, folder.resolve("access.log")), 1, front.scheduler));
    }

    private List<String> lines(int count) {
        Path file = folder.resolve("access.log");
        Front.await("there are " + count + " lines", () -> read(file).size() >= count);
        return read(file);
    }

    private static List<String> read(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void combinedLinesAreApaches() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            log(front, Style.COMBINED);
            client.send(
                            "GET /a?b=%20 HTTP/1.1\r\nHost: a\r\nReferer: http://x/\"y\r\nUser-Agent: c\\d\u00e9\te\r\n\r\n")
                    .readMessage();

            String line = lines(1).get(0);

            String time = "\\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\]";
            String rest = " \"GET /a\\?b=%20 HTTP/1.1\" 200 2 \"http://x/\\\\\"y\" \"c\\\\\\\\d\\\\xe9\\\\x09e\"";
            assertTrue(line.matches("127\\.0\\.0\\.1 - - " + time + rest), line);
        }
    }

    @Test
    void commonLinesAreShorter() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            log(front, Style.COMMON);
            client.get("/").readMessage();
            client.send("bad\r\n").readMessage();

            List<String> lines = lines(2);

            assertTrue(lines.get(0).endsWith("\"GET / HTTP/1.1\" 200 2"), lines.get(0));
            assertTrue(lines.get(1).matches(".*\"-\" 400 \\d+"), lines.get(1));
        }
    }

    @Test
    void aLineTellsThatARequestWasOfHttp2() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Http2Wire client = Http2Wire.to(front.port)) {
            log(front, Style.COMMON);
            client.get(1, "/a?b").response(1);

            assertTrue(lines(1).get(0).endsWith("\"GET /a?b HTTP/2.0\" 200 2"), lines(1)::toString);
        }
    }

    @Test
    void jsonLinesTellOfTenantAndTimes() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            log(front, Style.JSON);
            client.send("GET /\\\"x HTTP/1.1\r\nHost: a\r\nUser-Agent: \u00e9\"\r\n\r\n")
                    .readMessage();
            client.leave();
            try (Wire other = front.connect()) {
                other.get("/y").readMessage();
                String id = backend.requests.remove().field("X-Request-Id");
                String line = lines(2).get(1);

                String pattern =
                        "\\{\"time\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"client\":\"127.0.0.1\","
                                + "\"method\":\"GET\",\"target\":\"/y\",\"status\":200,\"bytes\":2,\"duration_ms\":\\d+\\.\\d{3},"
                                + "\"queue_ms\":\\d+\\.\\d{3},\"upstream_ms\":\\d+\\.\\d{3},\"tenant\":\"app\",\"instance\":\"app.1\","
                                + "\"request_id\":\"" + id + "\"\\}";
                assertTrue(line.matches(pattern), line);
                String refused = lines(2).get(0);
                assertTrue(refused.contains("\"target\":\"/\\\\\\\"x\",\"status\":400"), refused);
                assertTrue(refused.contains("\"user_agent\":\"\\u00e9\\\"\""), refused);
            }
        }
    }

    @Test
    void aFileThatIsMovedAwayIsMadeAnew() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = Front.of(backend);
                Wire client = front.connect()) {
            log(front, Style.COMMON);
            client.get("/before").readMessage();
            assertEquals(1, lines(1).size());

            Files.move(folder.resolve("access.log"), folder.resolve("access.log.1"));
            client.get("/after").readMessage();

            assertTrue(lines(1).get(0).contains("/after"));
            assertEquals(1, read(folder.resolve("access.log.1")).size());
        }
    }

    @Test
    void manyLinesAllArriveWhole() throws Exception {
        try (Backend backend = Backend.answering(OK);
                Front front = new Front(new Settings().tenant("app", "/"));
                Wire client = front.connect()) {
            front.pool.offer("app", 1, backend.port());
            log(front, Style.COMMON);
            for (int i = 0; i < 2000; i++) {
                client.get("/" + i).readMessage();
            }

            List<String> lines = lines(2000);

            for (int i = 0; i < 2000; i++) {
                assertTrue(lines.get(i).contains("\"GET /" + i + " HTTP/1.1\" 200 2"), lines.get(i));
            }
        }
    }
}
