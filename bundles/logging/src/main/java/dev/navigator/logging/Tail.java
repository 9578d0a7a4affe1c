package dev.navigator.logging;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is appended to a file that its owner rotates by copying it to {@code <name>.1} and truncating it, the former
 * {@code .1} becoming {@code .2}, and so on. Looking at a
 * file that has not changed asks for its size and nothing else. Not thread-safe.
 */
final class Tail {

    /** Read at one look, so that one process does not keep others waiting. */
    static final int MOST = 1024 * 1024;
    /** How far behind the end reading may fall; a writer who is faster than we are is not read in full. */
    static final int FARTHEST = 16 * 1024 * 1024;

    private static final int CHUNK = 64 * 1024;

    private final File file;
    private final LineSplitter splitter;
    private final LongConsumer skipped;
    private long offset;
    /** The copy that was the last one when we looked. */
    private Optional<Stamp> lastCopy;

    /**
     * @param offset where to begin
     * @param skipped told of bytes that are not going to be read
     */
    Tail(File file, long offset, LineSplitter splitter, LongConsumer skipped) {
        this.file = file;
        this.offset = offset;
        this.splitter = splitter;
        this.skipped = skipped;
        this.lastCopy = Stamp.of(copy(1));
    }

    File file() {
        return file;
    }

    /** Up to here everything has been given out; a line without end has not. */
    long offset() {
        return offset - splitter.pending();
    }

    /** Whether a line waits for its end. */
    boolean unfinished() {
        return splitter.pending() > 0;
    }

    void flush() {
        splitter.flush();
    }

    /** Reads what is new. @return whether there was anything */
    boolean look() throws IOException {
        long size = file.length();
        if (size == offset) {
            return false;
        }
        if (size < offset) {
            rotated();
        }
        if (size - offset > FARTHEST) {
            long to = size - MOST;
            skipped.accept(to - offset);
            splitter.flush();
            offset = to;
        }
        offset += read(file, offset, MOST);
        return true;
    }

    /**
     * Reads what was written between the last look and now, which may have seen several rotations. A copy that ends before
     * where we are has the last part of a flood alone: rather a line twice than the last ones not at all.
     */
    private void rotated() throws IOException {
        List<File> copies = newCopies();
        lastCopy = Stamp.of(copy(1));
        long start = offset;
        for (File copy : copies) {
            if (copy.length() < start) {
                splitter.flush();
                start = Math.max(0, copy.length() - MOST);
            }
            read(copy, start, FARTHEST);
            start = 0;
        }
        splitter.flush();
        offset = 0;
    }

    /** Those made since the last look, the oldest first. */
    private List<File> newCopies() {
        Deque<File> copies = new ArrayDeque<>();
        for (int number = 1; ; number++) {
            Optional<Stamp> stamp = Stamp.of(copy(number));
            if (stamp.isEmpty() || stamp.equals(lastCopy)) {
                return List.copyOf(copies);
            }
            copies.addFirst(copy(number));
        }
    }

    private File copy(int number) {
        return new File(file.getPath() + "." + number);
    }

    /** Tells one copy from another; it keeps it when it is numbered higher. */
    private record Stamp(@Nullable Object key, FileTime modified, long size) {

        /** Empty when there is no such file. */
        static Optional<Stamp> of(File copy) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(copy.toPath(), BasicFileAttributes.class);
                return Optional.of(new Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    private long read(File from, long start, long most) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long done = 0;
        try (RandomAccessFile in = new RandomAccessFile(from, "r")) {
            in.seek(start);
            while (done < most) {
                int count = in.read(chunk, 0, (int) Math.min(CHUNK, most - done));
                if (count <= 0) {
                    break;
                }
                splitter.add(chunk, 0, count);
                done += count;
            }
        }
        return done;
    }
}
