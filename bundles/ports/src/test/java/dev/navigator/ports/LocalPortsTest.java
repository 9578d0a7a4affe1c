package dev.navigator.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPortsTest {

    private static final int PORT = 21200;

    private final LocalPorts ports = new LocalPorts();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "0.0.0.0", "::1", "::"})
    void aListenerOnAnyLocalAddressIsNoticed(String address) throws Exception {
        try (ServerSocket listener = Stranger.on(address, PORT)) {
            assertTrue(ports.inUse().test(listener.getLocalPort()));
        }

        assertFalse(ports.inUse().test(PORT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void oneThatSharesItsPortWithItsKindIsNoticedToo(String address) throws Exception {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(new InetSocketAddress(address, PORT));

            assertTrue(ports.inUse().test(PORT));
        }
    }

    @Test
    void aListenerOnIpv6AloneIsNoticed() throws Exception {
        String program = "import socket,sys; s=socket.socket(socket.AF_INET6); s.setsockopt(41,26,1);"
                + "s.bind(('::',int(sys.argv[1]))); s.listen(); print('up',flush=True); sys.stdin.read()";
        Process listener = new ProcessBuilder("python3", "-c", program, Integer.toString(PORT)).start();
        try {
            assertEquals("up", listener.inputReader().readLine());

            assertTrue(ports.inUse().test(PORT));
        } finally {
            listener.destroyForcibly().waitFor();
        }
    }

    @Test
    void aSocketThatIsBoundAndDoesNotListenYetIsNoticed() throws Exception {
        try (Socket bound = new Socket()) {
            bound.setReuseAddress(false);
            bound.bind(Stranger.loopback(PORT));

            assertTrue(ports.inUse().test(PORT));
        }
    }

    @Test
    void connectionsThatWaitOutTheirEndDoNotCount() throws Exception {
        try (ServerSocket listener = Stranger.on("127.0.0.1", PORT);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            listener.accept().close(); // closes first, and so keeps the port in TIME_WAIT
            assertEquals(-1, client.getInputStream().read());
        }

        assertFalse(ports.inUse().test(PORT));
    }

    @Test
    void lookingDisturbsNobodyWhoStartsToListen() throws Exception {
        for (int round = 0; round < 20; round++) {
            assertFalse(ports.inUse().test(PORT));
            Stranger.on("127.0.0.1", PORT).close();
        }
    }

    @Test
    void aJvmWithoutIpv6StillSeesListenersOnIt() throws Exception {
        LocalPorts ipv4Only = new LocalPorts(true, ListeningPorts.ipv6());

        try (ServerSocket listener = Stranger.on("::1", PORT)) {
            assertTrue(ListeningPorts.ipv6().read().contains(listener.getLocalPort()));
            assertTrue(ipv4Only.inUse().test(listener.getLocalPort()));
        }

        assertFalse(ipv4Only.inUse().test(PORT));
    }

    @Test
    void theKernelsListIsReadUpToItsLastListener(@TempDir Path folder) throws Exception {
        Path list = Files.writeString(folder.resolve("tcp"), """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:0FA0 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1587 1
                   1: 00000000:0FA1 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1588 1
                   2: 0100007F:0FA2 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 1589 1
                """);

        assertEquals(Set.of(4000, 4001), new ListeningPorts(list).read());
    }

    @Test
    void aKernelWithoutTheFamilyHasNoListenersOfIt(@TempDir Path folder) {
        assertEquals(Set.of(), new ListeningPorts(folder.resolve("tcp6")).read());
    }
}
