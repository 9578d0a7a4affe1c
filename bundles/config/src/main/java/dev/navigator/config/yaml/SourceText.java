package dev.navigator.config.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The text of a file: at most 4 MiB of UTF-8 without control characters. */
public final class SourceText {

    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private SourceText() {}

    /** The code points of {@code file}; null after a complaint. */
    public static int @Nullable [] read(Path file, Complaints complaints) {
        byte[] bytes = bytes(file, complaints);
        return bytes == null ? null : new Utf8(bytes, complaints).decode();
    }

    private static byte @Nullable [] bytes(Path file, Complaints complaints) {
        if (Files.isDirectory(file)) {
            complaints.error("this is a directory; name the configuration file");
            return null;
        }
        if (isNamedPipe(file)) {
            complaints.error("this is no regular file; name one");
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            // What is no regular file has no size to look at, so that reading is bounded too.
            byte[] bytes = Files.size(file) > MAX_BYTES ? null : in.readNBytes(MAX_BYTES + 1);
            if (bytes != null && bytes.length <= MAX_BYTES) {
                return bytes;
            }
            complaints.error("the file is larger than 4 MiB, which is the most that is read; split the tenants");
        } catch (NoSuchFileException e) {
            complaints.error("no such file; create it or name another one");
        } catch (AccessDeniedException e) {
            complaints.error("not readable by this user; change its owner or mode");
        } catch (IOException e) {
            complaints.error("not readable: " + e.getMessage());
        }
        return null;
    }

    /** Opening one waits for somebody to write. What a shell makes of {@code <(command)} is open already, and below /dev. */
    private static boolean isNamedPipe(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).isOther() && !file.startsWith("/dev");
        } catch (IOException e) {
            return false; // reading it will tell what is wrong
        }
    }
}
