package dev.navigator.config.yaml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTextTest {

    private final Told told = new Told();

    @TempDir
    Path folder;

    @Test
    void theTextOfAFileIsItsCodePoints() throws IOException {
        String text = "a: é\n" + "😀".repeat(10_000) + "z";

        assertArrayEquals(text.codePoints().toArray(), read(text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of(), told.list);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    613A20E9        | 1:4 : not UTF-8 from here on; save the file as UTF-8
                    FFFE6100        | 1:1 : not UTF-8 from here on; save the file as UTF-8
                    610A62C3        | 2:2 : not UTF-8 from here on; save the file as UTF-8
                    61EDA080        | 1:2 : not UTF-8 from here on; save the file as UTF-8
                    61C0AF          | 1:2 : not UTF-8 from here on; save the file as UTF-8
                    610A0062        | 2:1 : character U+0000 is not allowed in YAML; in double quotes write it as an escape
                    C3A91B5B        | 1:2 : character U+001B is not allowed in YAML; in double quotes write it as an escape
                    7F              | 1:1 : character U+007F is not allowed in YAML; in double quotes write it as an escape
                    """)
    void whatIsNoTextIsRefusedWhereItStands(String hex, String complaint) throws IOException {
        assertNull(read(HexFormat.of().parseHex(hex)));
        assertEquals(List.of(complaint), told.list);
    }

    @Test
    void aMissingFileIsCalledMissing() {
        assertRefused(folder.resolve("absent.yml"), "no such file; create it or name another one");
    }

    @Test
    void aFolderIsCalledAFolder() {
        assertRefused(folder, "this is a directory; name the configuration file");
    }

    @Test
    void aNamedPipeIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe.yml");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        assertRefused(pipe, "this is no regular file; name one");
    }

    @Test
    void aFileThatCannotBeReadSaysWhy() {
        assertRefused(Path.of("/proc/self/mem"), "not readable: Input/output error");
    }

    @Test
    void aFileAboveFourMebibytesIsRefused() throws IOException {
        assertRefused(
                Files.write(folder.resolve("large.yml"), new byte[SourceText.MAX_BYTES + 1]),
                "the file is larger than 4 MiB, which is the most that is read; split the tenants");
    }

    @Test
    void aFileWithoutEndIsRefused() {
        assertRefused(
                Path.of("/dev/zero"),
                "the file is larger than 4 MiB, which is the most that is read; split the tenants");
    }

    private int[] read(byte[] bytes) throws IOException {
        return SourceText.read(Files.write(folder.resolve("navigator.yml"), bytes), told);
    }

    private void assertRefused(Path file, String complaint) {
        assertNull(SourceText.read(file, told));
        assertEquals(List.of("0:0 : " + complaint), told.list);
    }
}
