package dev.navigator.proxy.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.TestPorts;
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
        Reactor reactor = new Reactor(1, new Silence(), 4); // the server socket is one of them
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

    @ParameterizedTest
    @CsvSource({"64, 16", "256, 128", "1024, 896", "4096, 3584", "1048576, 917504"})
    void descriptorsAreKeptForWhatServingTakes(long limit, int connections) {
        assertEquals(connections, Descriptors.forConnections(limit));
    }

    /** Lets clients in and says nothing. */
    private static final class Silence implements Door {

        @Override
        public Link link(IoThread thread) {
            return new Link(thread) {
                @Override
                protected void opened() {}

                @Override
                protected void readable() throws java.io.IOException {
                    if (read(64) < 0) {
                        close();
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
