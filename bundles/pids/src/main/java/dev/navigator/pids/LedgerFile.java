package dev.navigator.pids;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The ledger's bytes on disk: always one whole state, the last or the one before. */
final class LedgerFile {

    /** What a thousand processes need is a fraction of this; more was not written by us. */
    private static final int LARGEST = 16 << 20;

    private static final Set<OpenOption> FRESH =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path file;
    private final Path temporary;
    private final Path aside;

    LedgerFile(Path file) {
        this.file = file;
        this.temporary = file.resolveSibling(file.getFileName() + ".tmp");
        this.aside = file.resolveSibling(file.getFileName() + ".unreadable");
    }

    /** The bytes; empty when there is no ledger. */
    Optional<byte[]> read() throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IOException("larger than " + LARGEST + " bytes");
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Replaces the whole. Cut short by whatever end of this JVM, it leaves the state before.
     *
     * @param force whether the bytes must be on the medium, and not only with the kernel, before the old state goes
     */
    void write(byte[] bytes, boolean force) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        }
        try (FileChannel channel = FileChannel.open(temporary, FRESH, OWNER_ONLY)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (force) {
                channel.force(false);
            }
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Moves the file out of the way, for people to look at; only the last one is kept. */
    Path setAside() throws IOException {
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        return aside;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
