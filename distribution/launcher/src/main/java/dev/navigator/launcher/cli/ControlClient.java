package dev.navigator.launcher.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends a command to the control socket of a running Navigator: its words joined by NUL, then the end of output. The answer
 * is text, a NUL and the exit status.
 */
final class ControlClient {

    /** What a command printed, and how it ended. */
    record Answer(String text, int status) {}

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path socket;

    ControlClient(Path stateDirectory) {
        this.socket = stateDirectory.resolve("control.sock");
    }

    /**
     * Blocks until the command has ended.
     *
     * @param patience how long nobody may listen yet, as while a successor takes over
     */
    Answer send(List<String> words, Duration patience) throws IOException {
        try (SocketChannel channel = connect(System.nanoTime() + patience.toNanos())) {
            ByteBuffer request = StandardCharsets.UTF_8.encode(String.join("\0", words));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            channel.shutdownOutput();
            return parse(readAll(channel));
        }
    }

    private SocketChannel connect(long deadline) throws IOException {
        while (true) {
            try {
                return SocketChannel.open(UnixDomainSocketAddress.of(socket));
            } catch (SocketException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (channel.read(buffer) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Answer parse(String answer) throws IOException {
        int end = answer.lastIndexOf('\0');
        if (end < 0) {
            throw new IOException("the answer broke off");
        }
        return new Answer(
                answer.substring(0, end),
                Integer.parseInt(answer.substring(end + 1).strip()));
    }
}
