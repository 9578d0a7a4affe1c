package dev.navigator.proxy.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that lines are appended to, made anew when somebody has moved it away or removed it. One thread at a time. */
final class LogFile implements WritableByteChannel {

    private final Path path;
    private @Nullable FileChannel channel;
    private @Nullable Object key;

    LogFile(Path path) {
        this.path = path;
    }

    /** Makes sure that what is written next goes to the file that has the name now. */
    void follow() throws IOException {
        if (channel != null && !Objects.equals(key, keyOfName())) {
            close();
        }
        if (channel == null) {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            key = keyOfName();
        }
    }

    private @Nullable Object keyOfName() throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public int write(ByteBuffer line) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            throw new IOException(path + " is not open");
        }
        return open.write(line);
    }

    @Override
    public boolean isOpen() {
        return channel != null;
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
