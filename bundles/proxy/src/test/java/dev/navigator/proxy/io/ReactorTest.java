package dev.navigator.proxy.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.TestPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReactorTest {

    @Test
    void clientsForWhomThereAreNoDescriptorsWaitUntilOthersHaveLeft() throws Exception {
        Reactor reactor = new Reactor(1, new Silence(), 4, new Budget(1 << 20)); // the server socket is one of them
        Deque<Socket> clients = new ArrayDeque<>();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), TestPorts.free());
            reactor.start();
            reactor.accept(server.bind(address));

            for (int i = 0; i < 5; i++) {
                clients.add(new Socket(address.getAddress(), address.getPort()));
            }
            Front.await("there is no room", () -> reactor.accepted() == 3);
            clients.removeFirst().close();
            clients.removeFirst().close();

            Front.await("the others are served", () -> reactor.accepted() == 5);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
            reactor.close();
        }
    }

    @Test
    void whoWantsMoreThanThereIsLosesItsConnectionAndOthersGoOn() throws Exception {
        Reactor reactor = new Reactor(1, new Silence(), 100, new Budget(64 << 10));
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), TestPorts.free());
            reactor.start();
            reactor.accept(server.bind(address));
            try (Socket modest = new Socket(address.getAddress(), address.getPort());
                    Socket greedy = new Socket(address.getAddress(), address.getPort())) {
                greedy.getOutputStream().write(100);

                assertThrows(IOException.class, () -> greedy.getInputStream().read());
                modest.getOutputStream().write(10);
                assertEquals(10, modest.getInputStream().read());
            }
        } finally {
            reactor.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 16", "256, 128", "1024, 896", "4096, 3584", "1048576, 917504"})
    void descriptorsAreKeptForWhatServingTakes(long limit, int connections) {
        assertEquals(connections, Descriptors.forConnections(limit));
    }

    /** Lets clients in, and says nothing but what they say, having taken as many KiB as that is. */
    private static final class Silence implements Door {

        @Override
        public Link link(IoThread thread) {
            return new Link(thread) {
                @Override
                protected void opened() {}

                @Override
                protected void readable() throws IOException {
                    if (read(64) < 0) {
                        close();
                    } else {
                        thread.buffers().give(thread.buffers().take(thread.in().get(IoThread.HEADROOM) << 10));
                        write(thread.in());
                    }
                }

                @Override
                protected void drained() {}

                @Override
                protected void progressed() {}

                @Override
                protected void tick() {}

                @Override
                protected void gone() {}
            };
        }

        @Override
        public @Nullable Tls tls() {
            return null;
        }
    }
}
