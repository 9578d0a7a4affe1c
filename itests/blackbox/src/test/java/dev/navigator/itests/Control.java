package dev.navigator.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The control socket, asked without the launch script, which would start a JVM each time. */
record Control(Path socket) {

    static Control of(NavigatorProcess navigator) {
        return new Control(navigator.folder.resolve("navigator.state/control.sock"));
    }

    /** What the command printed; fails when it did not end well. */
    String ask(String... words) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(StandardCharsets.UTF_8.encode(String.join("\0", words)));
            channel.shutdownOutput();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(8192);
            while (channel.read(buffer) >= 0) {
                bytes.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            String answer = bytes.toString(StandardCharsets.UTF_8);
            if (!answer.endsWith("\0" + "0\n")) {
                throw new IOException(String.join(" ", words) + ": " + answer);
            }
            return answer.substring(0, answer.lastIndexOf('\0'));
        }
    }
}
