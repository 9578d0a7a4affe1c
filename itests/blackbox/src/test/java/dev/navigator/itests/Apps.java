package dev.navigator.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Applications for tests. */
final class Apps {

    /** A program that misbehaves on demand; see there. */
    static final Path PROGRAM = Path.of("src/test/resources/app.py").toAbsolutePath();

    /** The interpreter itself: what the PATH leads to may be a script that takes its time to find it. */
    static final String PYTHON = interpreter();

    private Apps() {}

    private static String interpreter() {
        try {
            Process asked = new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tenant, as YAML below {@code tenants:}, that runs {@link #PROGRAM} with {@code arguments}. */
    static String tenant(String name, String... arguments) {
        String args = arguments.length == 0 ? "" : ", " + String.join(", ", arguments);
        return """
                    - name: %s
                      command: %s
                      args: [-u, %s%s]
                """.formatted(name, PYTHON, PROGRAM, args);
    }

    /** A tenant that runs a line of shell; {@code $$} is one dollar. */
    static String shell(String name, String line) {
        return """
                    - name: %s
                      command: sh
                      args: [-c, '%s']
                """.formatted(name, line);
    }

    static String tenants(String... tenants) {
        return "applications:\n  tenants:\n" + String.join("", tenants);
    }

    /** What the program says of itself under a key such as {@code pid}. */
    static String said(String key, String body) {
        for (String word : body.strip().split(" ")) {
            if (word.startsWith(key + "=")) {
                return word.substring(key.length() + 1);
            }
        }
        throw new AssertionError("no " + key + " in: " + body);
    }
}
