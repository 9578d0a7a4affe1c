package dev.navigator.launcher.state;

import dev.navigator.launcher.runtime.LaunchFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one running Navigator, mode 0700, held by a lock that the kernel lets go when the process ends, however it
 * ends.
 */
public final class StateDirectory implements AutoCloseable {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private FileChannel channel;

    private StateDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes the folder if need be and takes it; fails when it is somebody else's or in use. */
    static StateDirectory take(Path path) {
        try {
            create(path);
            return new StateDirectory(path, hold(path));
        } catch (IOException e) {
            throw new LaunchFailure(
                    "state folder '" + path + "': cannot be used (" + e.getMessage() + "); set server.state_dir", e);
        }
    }

    private static FileChannel hold(Path path) throws IOException {
        FileChannel channel = FileChannel.open(lockFile(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new LaunchFailure("state folder '" + path + "': a running Navigator uses it; "
                    + "stop that one, or give this one its own server.pid_file or server.state_dir");
        }
        return channel;
    }

    /** Makes the folder and its lock again if somebody has removed them. @return whether that was so */
    boolean restore() throws IOException {
        if (Files.exists(lockFile(path), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        create(path);
        FileChannel again = hold(path);
        channel.close();
        channel = again;
        return true;
    }

    /** The folder that the process {@code pid} has taken, even one that was removed; as far as we may look. */
    public static Optional<Path> heldBy(long pid) {
        Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.flatMap(StateDirectory::target)
                    .filter(file -> file.endsWith("/lock") || file.endsWith("/lock (deleted)"))
                    .map(file -> Path.of(file).getParent())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static Stream<String> target(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            return Stream.empty(); // closed meanwhile
        }
    }

    /** Whether a living Navigator holds the folder. */
    public static boolean inUse(Path path) {
        try (FileChannel channel = FileChannel.open(lockFile(path), StandardOpenOption.WRITE)) {
            return lock(channel) == null;
        } catch (AccessDeniedException e) {
            throw new LaunchFailure(
                    "state folder '" + path + "': is another user's; type this as that user, or as root", e);
        } catch (IOException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    boolean held() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LaunchFailure("state folder '" + path + "': cannot be let go", e);
        }
    }

    private static void create(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PRIVATE));
        } catch (FileAlreadyExistsException e) {
            require(Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS), path, "is not a folder, or a symbolic link");
            UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
            require(owner.equals(Files.getOwner(Path.of("/proc/self"))), path, "belongs to " + owner.getName());
            Files.setPosixFilePermissions(path, PRIVATE);
        }
    }

    private static void require(boolean condition, Path path, String problem) {
        if (!condition) {
            throw new LaunchFailure("state folder '" + path + "' " + problem + "; set server.state_dir to another");
        }
    }

    private static Path lockFile(Path path) {
        return path.resolve("lock");
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
