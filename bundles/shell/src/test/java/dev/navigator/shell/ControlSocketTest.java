package dev.navigator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.RealScheduler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {

    @TempDir
    private Path state;

    private final FakePool pool = new FakePool();
    private ControlSocket socket;

    @BeforeEach
    void open() throws IOException {
        Files.createFile(state.resolve("control.sock")); // left by an earlier run
        socket = new ControlSocket(new RealScheduler(), new FixedLifecycle(state));
        socket.setProcessor(new Gogo().with(new Stop(pool, null), "stop").with(new Help(), "help").processor);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    @Test
    void onlyItsOwnerMayOpenIt() throws IOException {
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("control.sock"))));
    }

    @Test
    void aCommandIsAnsweredWithItsOutputAndExitStatus() throws IOException {
        assertEquals("shop stopped\n\0" + "0", ask("stop\0shop"));
        assertEquals("'nobody': no tenant or managed process has this name\n\0" + "1", ask("stop\0nobody"));
        assertEquals(List.of("stop shop"), pool.asked);
    }

    @Test
    void aRequestWithoutEndDoesNotKeepOthersWaiting() throws IOException {
        try (SocketChannel stuck = connect()) {
            stuck.write(ByteBuffer.wrap(new byte[] {'s'}));

            assertTrue(ask("help").endsWith("\0" + "0"));
        }
    }

    @Test
    void aRequestThatIsTooLongIsRefused() throws IOException {
        assertEquals("the command is too long\n\0" + "2", ask("x".repeat(Conversation.LONGEST_REQUEST + 1)));
    }

    @Test
    void moreClientsThanPlacesAreTurnedAwayAndPlacesComeBack() throws IOException {
        List<SocketChannel> stuck = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            stuck.add(connect());
        }
        try (SocketChannel one = connect()) {
            assertEquals(-1, one.read(ByteBuffer.allocate(1)));
        }
        for (SocketChannel client : stuck) {
            client.shutdownOutput();
            assertTrue(readAll(client).endsWith("\0" + "0"));
            client.close();
        }
        assertTrue(ask("help").startsWith("ps"));
    }

    @Test
    void closingItRemovesTheFile() throws IOException {
        socket.close();

        assertFalse(Files.exists(state.resolve("control.sock")));
    }

    @Test
    void aPathThatIsTooLongIsSurvived() throws IOException {
        Path deep = Files.createDirectories(state.resolve("d".repeat(120)));

        new ControlSocket(new RealScheduler(), new FixedLifecycle(deep)).close();

        assertFalse(Files.exists(deep.resolve("control.sock")));
    }

    private String ask(String request) throws IOException {
        try (SocketChannel client = connect()) {
            client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            client.shutdownOutput();
            return readAll(client);
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        client.connect(UnixDomainSocketAddress.of(state.resolve("control.sock")));
        return client;
    }

    private static String readAll(SocketChannel client) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        while (client.read(buffer) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
