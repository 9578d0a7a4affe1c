package dev.navigator.launcher.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropFolderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "rwxr-xr-x, false",
        "rwx------, false",
        "rwxrwxr-x, true",
        "rwxr-xrwx, true",
        "rwxrwxrwx, true",
    })
    void isRefusedExactlyWhenOthersMayWriteToIt(String mode, boolean refused) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));

        assertEquals(refused, DropFolder.refusal(folder).isPresent());
    }

    @Test
    void isRefusedWhenItIsNotThere() {
        assertEquals(true, DropFolder.refusal(folder.resolve("absent")).isPresent());
    }
}
