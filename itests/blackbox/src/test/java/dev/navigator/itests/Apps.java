package dev.navigator.itests;

import java.nio.file.Path;

/** Applications for tests. */
final class Apps {

    /** A program that misbehaves on demand; see there. */
    static final Path PROGRAM = Path.of("src/test/resources/app.py").toAbsolutePath();

    private Apps() {}

    /** A tenant, as YAML below {@code tenants:}, that runs {@link #PROGRAM} with {@code arguments}. */
    static String tenant(String name, String... arguments) {
        String args = arguments.length == 0 ? "" : ", " + String.join(", ", arguments);
        return """
                    - name: %s
                      command: python3
                      args: [-u, %s%s]
                """.formatted(name, PROGRAM, args);
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
