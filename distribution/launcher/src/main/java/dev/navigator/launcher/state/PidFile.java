package dev.navigator.launcher.state;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.navigator.launcher.runtime.LaunchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Navigator's own PID file, created exclusively and removed at the end if it is still ours. */
public final class PidFile {

    private static final int LONGEST_PID = 20;

    private final Path path;
    private final long pid = ProcessHandle.current().pid();

    private PidFile(Path path) {
        this.path = path;
    }

    /** Writes our PID; replaces the file of a Navigator that is gone, refuses any other. */
    static PidFile write(Path path) {
        PidFile file = new PidFile(path);
        try {
            file.createParent();
            file.create();
            return file;
        } catch (IOException e) {
            throw new LaunchFailure(
                    "PID file '" + path + "': cannot be written (" + reason(e) + "); set server.pid_file", e);
        }
    }

    /** Writes our PID in place of that of {@code former}, which lets us; otherwise as {@link #write}. */
    static PidFile replace(Path path, long former) {
        if (read(path).filter(found -> found == former).isEmpty()) {
            return write(path);
        }
        PidFile file = new PidFile(path);
        try {
            Path next = Files.createTempFile(
                    path.toAbsolutePath().getParent(),
                    path.getFileName().toString(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(path)));
            Files.write(next, file.content());
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (IOException e) {
            throw new LaunchFailure("PID file '" + path + "': cannot be replaced (" + reason(e) + ")", e);
        }
    }

    /** The PID in the file at {@code path}, if it is one. */
    public static Optional<Long> read(Path path) {
        try {
            if (!Files.isRegularFile(path, NOFOLLOW_LINKS) || Files.size(path) > LONGEST_PID) {
                return Optional.empty();
            }
            long pid = Long.parseLong(Files.readString(path).strip());
            return pid > 1 ? Optional.of(pid) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Removes the file unless somebody replaced it. */
    void remove() {
        try {
            if (read(path).filter(found -> found == pid).isPresent() || pid == 1) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new LaunchFailure("PID file '" + path + "': cannot be removed", e);
        }
    }

    /** Writes it again if somebody has removed it. @return whether that was so */
    boolean restore() throws IOException {
        if (Files.exists(path, NOFOLLOW_LINKS)) {
            return false;
        }
        createParent();
        Files.write(path, content(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return true;
    }

    private void createParent() throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    private void create() throws IOException {
        try {
            Files.write(path, content(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            makeWay();
            Files.write(path, content(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }

    private byte[] content() {
        return (pid + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void makeWay() throws IOException {
        if (!Files.isRegularFile(path, NOFOLLOW_LINKS)) {
            throw new LaunchFailure("PID file '" + path + "': is a symbolic link or no regular file; remove it");
        }
        var owner = Files.getOwner(path, NOFOLLOW_LINKS);
        if (!owner.equals(Files.getOwner(Path.of("/proc/self")))) {
            throw new LaunchFailure(
                    "PID file '" + path + "': belongs to " + owner.getName() + "; set server.pid_file to another file");
        }
        Optional<Long> running = read(path).filter(other -> other != pid && isNavigator(other));
        if (running.isPresent()) {
            throw new LaunchFailure("PID file '" + path + "': Navigator already runs as PID " + running.get()
                    + "; stop it, or set server.pid_file to another file");
        }
        Files.delete(path);
    }

    /** Whether a Navigator runs as {@code pid}. */
    static boolean isNavigator(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains("-Dnavigator.home=");
        } catch (IOException e) {
            return false;
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
