package dev.navigator.processes;

import dev.navigator.api.text.IoReason;
import dev.navigator.api.text.LogText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps output files small. The process holds its file open, so it stays where it is: what is in it is copied to
 * {@code stdout.1} (the former {@code .1} becoming {@code .2}, and so on) and it is cut to nothing; as it was opened for
 * append, the process goes on at its new end. What it writes between the last copied byte and the cut, microseconds later,
 * is lost.
 *
 * <p>Who follows a file and finds it shorter than what he has read, finds the rest at the same offset in {@code .1}, unless
 * more than twice the limit had piled up: then only the last part was copied. Used by one thread at a time.
 */
final class OutputRotation {

    private static final Logger LOG = LoggerFactory.getLogger(OutputRotation.class);

    /** Looks that are left out at most of a folder nobody writes to: most apps are silent, and there may be hundreds. */
    private static final int MOST_LEFT_OUT = 3;

    private final Set<Path> reported = new HashSet<>();
    private final Map<Path, Silence> silent = new HashMap<>();

    /**
     * @param size of both files, when it was looked at
     * @param pause looks to leave out, the next time it has not changed
     * @param left looks still to leave out
     */
    private record Silence(long size, int pause, int left) {}

    /**
     * Rotates what has become too large.
     *
     * @param folders output folders of living processes
     * @param keep how many rotated files stay of each
     * @return whether anything was rotated, so that another look soon is worth it
     */
    boolean look(List<Path> folders, long maxSize, int keep) {
        boolean rotated = false;
        silent.keySet().retainAll(Set.copyOf(folders));
        for (Path folder : folders) {
            if (isDue(folder) && rotate(folder, maxSize, maxSize, keep)) {
                silent.remove(folder);
                rotated = true;
            }
        }
        return rotated;
    }

    private boolean isDue(Path folder) {
        Silence before = silent.getOrDefault(folder, new Silence(-1, 0, 0));
        if (before.left > 0) {
            silent.put(folder, new Silence(before.size, before.pause, before.left - 1));
            return false;
        }
        long size = size(folder.resolve(OutputFolders.STDOUT)) + size(folder.resolve(OutputFolders.STDERR));
        int pause = size == before.size ? Math.min(MOST_LEFT_OUT, 2 * before.pause + 1) : 0;
        silent.put(folder, new Silence(size, pause, pause));
        return pause == 0;
    }

    /** 0 when it is missing. */
    private static long size(Path file) {
        return file.toFile().length();
    }

    /** Cuts what a process left that has ended, if it is so much that it was not rotated in time. */
    void finish(Path folder, long maxSize, int keep) {
        if (rotate(folder, 2 * maxSize, maxSize, keep)) {
            LOG.debug("Cut the output of a process that has ended folder={}", LogText.of(folder));
        }
    }

    private boolean rotate(Path folder, long from, long maxSize, int keep) {
        boolean stdout = rotateIfLarge(folder.resolve(OutputFolders.STDOUT), from, maxSize, keep);
        return rotateIfLarge(folder.resolve(OutputFolders.STDERR), from, maxSize, keep) || stdout;
    }

    private boolean rotateIfLarge(Path file, long from, long maxSize, int keep) {
        if (maxSize <= 0 || size(file) < from) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            copy(file, channel, maxSize, keep);
            channel.truncate(0);
        } catch (IOException e) {
            report(file, e);
        }
        return true;
    }

    /** A full disk costs the copy: cutting is what helps then. */
    private void copy(Path file, FileChannel from, long maxSize, int keep) {
        if (keep <= 0) {
            return;
        }
        Path target = numbered(file, 1);
        try {
            shift(file, keep);
            copy(from, target, maxSize);
            reported.remove(file);
        } catch (IOException e) {
            report(file, e);
            discard(target);
        }
    }

    private static void shift(Path file, int keep) throws IOException {
        for (int surplus = keep; Files.deleteIfExists(numbered(file, surplus)); surplus++) {
            LOG.trace("Dropped rotated output file={}", LogText.of(numbered(file, surplus)));
        }
        for (int i = keep - 1; i >= 1; i--) {
            try {
                Files.move(numbered(file, i), numbered(file, i + 1), StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                LOG.trace("Not rotated yet so often file={}", LogText.of(file));
            }
        }
    }

    /** Up to the end as it is when the end is reached, within reason: a flood may outrun any copy. */
    private static void copy(FileChannel from, Path target, long maxSize) throws IOException {
        long size = from.size();
        long position = size > 2 * maxSize ? size - maxSize : 0;
        long limit = position + 2 * maxSize;
        try (FileChannel to = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            long copied = 1;
            while (copied > 0 && position < limit) {
                copied = from.transferTo(position, Math.max(0, Math.min(limit, from.size()) - position), to);
                position += copied;
            }
        }
    }

    private static Path numbered(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private static void discard(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.debug("Cannot remove half a copy file={}", LogText.of(copy), e);
        }
    }

    private void report(Path file, IOException e) {
        if (reported.add(file)) {
            LOG.warn("Cannot rotate output, dropping it file={} reason={}", LogText.of(file), IoReason.of(e));
        }
    }
}
