package dev.navigator.launcher.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.ServerSettings.Listen;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EarlySocketTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KeptState kept = new KeptState();

    private static Listen local(int port) {
        return new Listen(Optional.of("127.0.0.1"), port);
    }

    private ServerSocketChannel left() {
        return (ServerSocketChannel) ((Object[]) kept.take("listener").orElseThrow())[1];
    }

    @Test
    void clientsMayConnectBeforeAnybodyAccepts() throws IOException {
        EarlySocket.leave(local(0), PATIENCE, kept);

        try (ServerSocketChannel socket = left();
                Socket client = new Socket()) {
            client.connect(socket.getLocalAddress());

            assertTrue(client.isConnected());
        }
    }

    @Test
    void anAddressThatIsTakenIsAProblemInTheEnd() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LaunchFailure failure = assertThrows(
                    LaunchFailure.class, () -> EarlySocket.leave(local(other.getLocalPort()), Duration.ZERO, kept));

            assertEquals(
                    "cannot listen at 127.0.0.1:" + other.getLocalPort()
                            + ": Address already in use; free it or change server.listen",
                    failure.getMessage());
            assertTrue(kept.take("listener").isEmpty());
        }
    }

    @Test
    void anAddressIsWaitedForThatSomebodyLetsGo() throws Exception {
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CompletableFuture<Void> bound =
                CompletableFuture.runAsync(() -> EarlySocket.leave(local(other.getLocalPort()), PATIENCE, kept));
        assertFalse(bound.isDone());

        other.close();
        bound.join();

        try (ServerSocketChannel socket = left()) {
            assertEquals(other.getLocalPort(), ((InetSocketAddress) socket.getLocalAddress()).getPort());
        }
    }

    @Test
    void aHostThatDoesNotExistIsNamed() {
        Listen nowhere = new Listen(Optional.of("no-such-host.invalid"), 0);

        LaunchFailure failure =
                assertThrows(LaunchFailure.class, () -> EarlySocket.leave(nowhere, Duration.ZERO, kept));

        assertEquals("host 'no-such-host.invalid': no such host; correct server.listen", failure.getMessage());
    }
}
