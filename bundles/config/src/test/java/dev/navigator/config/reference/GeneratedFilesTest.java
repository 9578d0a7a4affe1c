package dev.navigator.config.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The files made from the schema are as committed. To make them anew:
 *
 * <pre>./mvnw -pl bundles/config test -Dtest=GeneratedFilesTest -Dnavigator.regenerate=true</pre>
 */
class GeneratedFilesTest {

    private static final Path DISTRIBUTION = Path.of("..", "..", "distribution");

    @Test
    void theManualsKeyReferenceIsThatOfTheCode() throws IOException {
        check("docs/configuration.md", text("introduction.md") + KeyReference.markdown() + text("go-original.md"));
    }

    @Test
    void theJsonSchemaIsThatOfTheCode() throws IOException {
        check("conf/navigator.schema.json", SchemaFile.json());
    }

    private static String text(String name) throws IOException {
        try (InputStream in = GeneratedFilesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void check(String name, String expected) throws IOException {
        Path file = DISTRIBUTION.resolve(name);
        if (Boolean.getBoolean("navigator.regenerate")) {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, expected);
        }
        assertEquals(
                expected,
                Files.exists(file) ? Files.readString(file) : "",
                () -> file + " is not what the code generates; run this test with -Dnavigator.regenerate=true");
    }
}
