package dev.navigator.shell;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The file of the control socket: the owner's alone, in a folder that is the owner's alone. */
final class SocketFile {

    /** What fits into {@code sun_path} with its final NUL, see unix(7). */
    static final int LONGEST = 107;

    private static final int BACKLOG = 64;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path path;

    SocketFile(Path path) {
        this.path = path;
    }

    /** Binds a new socket. One that a Navigator left behind is replaced; one on which somebody answers is not. */
    ServerSocketChannel bind() throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw new IOException("its path has " + length + " bytes, and the system allows " + LONGEST
                    + "; set server.state_dir to a shorter one");
        }
        makeFolderPrivate();
        makeWay();
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            Files.setPosixFilePermissions(path, OWNER_ONLY);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Removes the file of a socket that was closed. */
    void remove() throws IOException {
        Files.deleteIfExists(path);
    }

    private void makeFolderPrivate() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("it has no folder");
        }
        Files.createDirectories(folder);
        EnumSet<PosixFilePermission> others = EnumSet.copyOf(PRIVATE_FOLDER);
        others.addAll(Files.getPosixFilePermissions(folder));
        if (!others.equals(PRIVATE_FOLDER)) {
            Files.setPosixFilePermissions(folder, PRIVATE_FOLDER);
        }
    }

    private void makeWay() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (answers()) {
            throw new IOException("a running Navigator answers there; give this one its own server.state_dir");
        }
        Files.delete(path);
    }

    private boolean answers() {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            return e.getMessage() != null && e.getMessage().contains("temporarily unavailable"); // its queue is full
        }
    }
}
