package dev.navigator.logging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A log file that others may rotate: it is opened for append, so that copying and truncating it does no harm, and opened
 * anew within a second of being renamed or removed.
 */
final class LogFile implements Target {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path path;
    private final LongSupplier clock;
    private FileChannel channel;
    private @Nullable Object key;
    private long looked;

    /**
     * Opens {@code path}, making its folder if need be.
     *
     * @param clock monotonic nanoseconds
     */
    LogFile(Path path, LongSupplier clock) throws IOException {
        this.path = path;
        this.clock = clock;
        this.channel = open(path);
        this.key = keyOf(path);
        this.looked = clock.getAsLong();
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
        long now = clock.getAsLong();
        if (now - looked >= LOOK_NANOS) {
            looked = now;
            reopenIfMoved();
        }
        while (lines.hasRemaining()) {
            channel.write(lines);
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void reopenIfMoved() throws IOException {
        if (Objects.equals(keyOf(path), key)) {
            return;
        }
        FileChannel next = open(path);
        channel.close();
        channel = next;
        key = keyOf(path);
    }

    private static FileChannel open(Path path) throws IOException {
        Path folder = path.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** Device and inode; null when there is no such file. */
    private static @Nullable Object keyOf(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
