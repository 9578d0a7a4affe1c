package dev.navigator.launcher.upgrade;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages between two processes of Navigator: each a list of words, the first of which says what it is about. On the wire a
 * message is its length in bytes, and its words in UTF-8 joined by NUL. One thread receives, any may send; the end of the other
 * process, however it comes, is the end of the messages.
 */
public final class Wire implements AutoCloseable {

    private static final int LONGEST = 1 << 20;

    private final SocketChannel channel;
    private final ReentrantLock sending = new ReentrantLock();

    Wire(SocketChannel channel) {
        this.channel = channel;
    }

    public static Wire to(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new Wire(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends one message; may wait for the other side to read. */
    public void send(List<String> words) throws IOException {
        byte[] text = String.join("\0", words).getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + text.length);
        message.putInt(text.length).put(text).flip();
        sending.lock();
        try {
            while (message.hasRemaining()) {
                channel.write(message);
            }
        } finally {
            sending.unlock();
        }
    }

    public void send(String... words) throws IOException {
        send(List.of(words));
    }

    /** Waits for a message. @return empty when the other side has ended: a message has at least one word */
    public List<String> receive() throws IOException {
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        if (!fill(length)) {
            return List.of();
        }
        int size = length.getInt(0);
        if (size < 0 || size > LONGEST) {
            throw new IOException("a message of " + size + " bytes is none of Navigator's");
        }
        ByteBuffer text = ByteBuffer.allocate(size);
        if (!fill(text)) {
            throw new EOFException("a message broke off");
        }
        return List.of(new String(text.array(), StandardCharsets.UTF_8).split("\0", -1));
    }

    /** @return false when nothing came before the end */
    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() > 0) {
                    throw new EOFException("a message broke off");
                }
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
