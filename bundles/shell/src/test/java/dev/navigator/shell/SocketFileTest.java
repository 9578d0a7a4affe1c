package dev.navigator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {

    @TempDir
    Path folder;

    private Path path;
    private SocketFile file;

    @BeforeEach
    void name() {
        path = folder.resolve("control.sock");
        file = new SocketFile(path);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void onlyItsOwnerMayOpenIt() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (ServerSocketChannel channel = file.bind()) {
            assertTrue(channel.isOpen());
            assertEquals("rw-------", mode(path));
            assertEquals("rwx------", mode(folder));
        }
    }

    @Test
    void aSocketLeftByAnEarlierRunIsReplaced() throws IOException {
        file.bind().close();
        assertTrue(Files.exists(path));

        try (ServerSocketChannel channel = file.bind()) {
            Client.connect(path).close();
            assertTrue(channel.isOpen());
        }
    }

    @Test
    void aFileOrALinkInItsPlaceIsReplacedButNotWhatItPointsTo() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "x");
        Files.createSymbolicLink(path, precious);

        file.bind().close();

        assertEquals("x", Files.readString(precious));
    }

    @Test
    void aLivingNavigatorsSocketIsLeftAlone() throws IOException {
        try (ServerSocketChannel living = file.bind()) {
            IOException refused = assertThrows(IOException.class, () -> new SocketFile(path).bind());

            assertTrue(refused.getMessage().startsWith("a running Navigator answers there"), refused.getMessage());
            assertTrue(living.isOpen());
            Client.connect(path).close();
        }
    }

    @Test
    void aPathLongerThanTheSystemAllowsIsExplained() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("d".repeat(120)));

        IOException refused =
                assertThrows(IOException.class, () -> new SocketFile(deep.resolve("control.sock")).bind());

        assertTrue(refused.getMessage().matches("its path has \\d+ bytes, and the system allows 107; .*"));
        assertFalse(Files.exists(deep.resolve("control.sock")));
    }

    @Test
    void itIsRemovedWhenItIsThere() throws IOException {
        file.bind().close();

        file.remove();
        file.remove();

        assertFalse(Files.exists(path));
    }
}
