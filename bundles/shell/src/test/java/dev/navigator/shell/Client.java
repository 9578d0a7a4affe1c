package dev.navigator.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of the control socket, as the launcher has one. */
final class Client implements AutoCloseable {

    private final SocketChannel channel;

    private Client(SocketChannel channel) {
        this.channel = channel;
    }

    static Client connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new Client(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Everything in one go. */
    static String ask(Path socket, String request) throws IOException {
        try (Client client = connect(socket)) {
            client.send(request);
            client.end();
            return client.answer();
        }
    }

    void send(String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    void end() throws IOException {
        channel.shutdownOutput();
    }

    String answer() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        while (channel.read(buffer) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
