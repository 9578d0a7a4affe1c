package dev.navigator.processes;

import static dev.navigator.processes.World.SHOP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.processes.RunningProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListensTest {

    private static final int PORT = 21260;

    private static final String LISTENER = """
            import socket, sys, time
            family = socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET
            listener = socket.socket(family)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((sys.argv[1], int(sys.argv[2])))
            listener.listen()
            print('up', flush=True)
            time.sleep(60)
            """;

    @RegisterExtension
    private final World world = new World();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1", "::"})
    void aProcessThatListensItselfDoes(String address) {
        RunningProcess process =
                world.processes.launch(world.spec(SHOP, "python3", "-c", LISTENER, address, Integer.toString(PORT)));
        Await.line(process.output().resolve("stdout"));

        assertTrue(world.processes.listens(process.identity(), PORT));
        assertFalse(world.processes.listens(process.identity(), PORT + 1));
    }

    @Test
    void aChildsListeningCounts() {
        RunningProcess process = world.processes.launch(
                world.spec(SHOP, "sh", "-c", "python3 -c \"$0\" 127.0.0.1 " + PORT + "; exit 1", LISTENER));
        Await.line(process.output().resolve("stdout"));

        assertTrue(world.processes.listens(process.identity(), PORT));
    }

    @Test
    void thatOfOneInAnotherSessionCountsIfItIsMarked() {
        RunningProcess process = world.processes.launch(world.spec(
                SHOP, "sh", "-c", "setsid -f python3 -c \"$0\" 127.0.0.1 " + PORT + "; exec sleep 60", LISTENER));
        Await.line(process.output().resolve("stdout"));

        assertTrue(world.processes.listens(process.identity(), PORT));
    }

    @Test
    void aStrangersListeningDoesNotCount() throws Exception {
        RunningProcess process = world.shell("exec sleep 60");

        try (ServerSocket stranger = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
            assertFalse(world.processes.listens(process.identity(), stranger.getLocalPort()));
        }
    }

    @Test
    void aProcessThatIsNotOursDoesNotListen() throws Exception {
        try (ServerSocket ours = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
            var self = world.table.stat(world.table.self()).orElseThrow().identity(world.table.bootId());

            assertFalse(world.processes.listens(self, ours.getLocalPort()));
        }
    }

    @Test
    void listenersAreFoundAmongOthersOfBothFamilies() throws Exception {
        ListeningSockets sockets = new ListeningSockets();
        try (ServerSocket one = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(PORT + 1, 1, InetAddress.getAllByName("::1")[0])) {
            for (int round = 0; round < 3; round++) {
                assertTrue(sockets.any(one.getLocalPort(), listener -> listener.port() == PORT));
                assertTrue(sockets.any(two.getLocalPort(), listener -> listener.inode() > 0));
                assertFalse(sockets.any(PORT, listener -> false));
            }
        }
        assertFalse(sockets.any(PORT, listener -> true));
    }

    @Test
    void descriptorsTellWhoHasASocket() throws Exception {
        try (ServerSocket ours = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
            long[] inode = new long[1];
            assertTrue(new ListeningSockets().any(ours.getLocalPort(), listener -> {
                inode[0] = listener.inode();
                return true;
            }));

            assertEquals(Descriptors.Answer.YES, Descriptors.hasSocket(world.table.self(), inode[0]));
            assertEquals(Descriptors.Answer.NO, Descriptors.hasSocket(world.table.self(), inode[0] + 1_000_000));
            assertEquals(Descriptors.Answer.NO, Descriptors.hasSocket(999_999_999, inode[0]));
        }
    }
}
