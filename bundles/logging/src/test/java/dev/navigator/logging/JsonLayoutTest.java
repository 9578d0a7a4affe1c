package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLayoutTest {

    private final JsonLayout layout = new JsonLayout();

    @Test
    void fieldsOfTheMessageBecomeMembers() {
        assertEquals(
                "{\"time\":\"2026-11-21T21:40:00.000Z\",\"level\":\"INFO\",\"logger\":\"dev.navigator.pool\","
                        + "\"message\":\"Starting process\",\"name\":\"shop.1\",\"pid\":\"4711\"}",
                Events.written(layout, Events.info("Starting process name={} pid={}", "shop.1", 4711)));
    }

    @Test
    void aProcessesOwnTextIsNotTakenApart() {
        LoggingEvent event = Events.info("done name=forged");
        event.addKeyValuePair(new KeyValuePair("managed_processes", null));
        event.addKeyValuePair(new KeyValuePair("name", "redis"));
        event.addKeyValuePair(new KeyValuePair("lines", 3L));

        assertEquals(
                "{\"time\":\"2026-11-21T21:40:00.000Z\",\"level\":\"INFO\",\"logger\":\"dev.navigator.pool\","
                        + "\"message\":\"done name=forged\",\"managed_processes\":true,\"name\":\"redis\",\"lines\":3}",
                Events.written(layout, event));
    }

    @Test
    void fieldsDoNotHideTheEventsOwnMembers() {
        String line = Events.written(layout, Events.info("Odd message=x level=y"));

        assertTrue(line.endsWith("\"message\":\"Odd\",\"message_\":\"x\",\"level_\":\"y\"}"), line);
    }

    @Test
    void anotherProgramReadsWhateverIsWritten() throws IOException, InterruptedException {
        List<String> messages = List.of(
                "quotes \" and \\ backslashes",
                "controls \u0000\u0007\u001b\n\r\t\u007f\u0085",
                "separators \u2028\u2029",
                "half \ud83d and whole \ud83d\ude00",
                "fields a=\"b \\\" c\" d=\\");
        StringBuilder lines = new StringBuilder();
        for (String message : messages) {
            lines.append(Events.written(layout, Events.event(Level.WARN, message, new Exception("x\ny"))))
                    .append('\n');
        }

        assertEquals(messages.size(), readByPython(lines.toString()));
    }

    private static int readByPython(String lines) throws IOException, InterruptedException {
        String script = """
                import json, sys
                rows = [json.loads(line) for line in sys.stdin.buffer.read().decode('utf-8').splitlines()]
                for row in rows:
                    assert row['level'] == 'WARN', row
                    assert row['exception'].startswith('java.lang.Exception: x\\ny'), row
                print(len(rows))
                """;
        Process python = new ProcessBuilder("python3", "-c", script)
                .redirectErrorStream(true)
                .start();
        python.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        python.getOutputStream().close();
        String answer = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), answer);
        return Integer.parseInt(answer.strip());
    }
}
