package dev.navigator.processes;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What processes have open, from {@code /proc/PID/fd}. Linux only. */
final class Descriptors {

    private Descriptors() {}

    /** The answer about one process. */
    enum Answer {
        YES,
        NO,
        /** It is another user's, as behind sudo. */
        NOT_TOLD
    }

    /** Whether {@code pid} has the socket open. */
    static Answer hasSocket(long pid, long inode) {
        String wanted = "socket:[" + inode + "]";
        Path process = Path.of("/proc", Long.toString(pid));
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (wanted.equals(target(descriptor))) {
                    return Answer.YES;
                }
            }
            return Answer.NO;
        } catch (IOException | DirectoryIteratorException e) {
            return Files.isDirectory(process) ? Answer.NOT_TOLD : Answer.NO;
        }
    }

    /** The user a process runs as; -1 when it is gone. */
    static long uid(long pid) {
        try {
            return ((Number) Files.getAttribute(Path.of("/proc", Long.toString(pid)), "unix:uid")).longValue();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }
}
