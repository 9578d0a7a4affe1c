package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsTest {

    @TempDir
    Path folder;

    private Path file;
    private Offsets offsets;

    @BeforeEach
    void begin() {
        file = folder.resolve("output-offsets");
        offsets = new Offsets(file);
    }

    @Test
    void whatWasSavedIsLoaded() throws IOException {
        Map<String, Long> all = Map.of("/state/output/shop.1/stdout", 12L, "/with space/stderr", 1L << 40);

        offsets.save(all);

        assertEquals(Optional.of(all), offsets.load());
    }

    @Test
    void thereMayBeNone() throws IOException {
        assertEquals(Optional.empty(), offsets.load());

        offsets.save(Map.of());

        assertEquals(Optional.of(Map.of()), offsets.load());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "navigator output offsets 2\n",
                "navigator output offsets 1\n12",
                "navigator output offsets 1\nx /a\n",
                "navigator output offsets 1\n-1 /a\n"
            })
    void aDamagedFileIsLikeNone(String content) throws IOException {
        Files.writeString(file, content);

        assertEquals(Optional.empty(), offsets.load());
    }
}
