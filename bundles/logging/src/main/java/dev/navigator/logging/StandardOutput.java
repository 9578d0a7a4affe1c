package dev.navigator.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The standard output of this JVM, past {@link System#out}, which anybody may replace. */
final class StandardOutput implements Target {

    private final FileChannel channel;

    @SuppressWarnings("resource") // file descriptor 1 belongs to the JVM: it is never closed
    StandardOutput() {
        channel = new FileOutputStream(FileDescriptor.out).getChannel();
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        while (lines.hasRemaining()) {
            channel.write(lines);
        }
    }

    @Override
    public String name() {
        return "stdout";
    }

    @Override
    public void close() {
        // not ours to close
    }
}
