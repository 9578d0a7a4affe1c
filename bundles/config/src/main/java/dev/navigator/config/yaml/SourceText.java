package dev.navigator.config.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.reader.StreamReader;

/** The text of a file: at most 4 MiB of UTF-8 without control characters. */
public final class SourceText {

    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private SourceText() {}

    /** The code points of {@code file}; null after a complaint. */
    public static int @Nullable [] read(Path file, Complaints complaints) {
        byte[] bytes = bytes(file, complaints);
        return bytes == null ? null : decode(bytes, complaints);
    }

    private static byte @Nullable [] bytes(Path file, Complaints complaints) {
        if (Files.isDirectory(file)) {
            complaints.error(0, 0, "this is a directory; name the configuration file");
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length <= MAX_BYTES) {
                return bytes;
            }
            complaints.error(0, 0, "the file is larger than 4 MiB, which is the most that is read; split the tenants");
        } catch (NoSuchFileException e) {
            complaints.error(0, 0, "no such file; create it or name another one");
        } catch (AccessDeniedException e) {
            complaints.error(0, 0, "not readable by this user; change its owner or mode");
        } catch (IOException e) {
            complaints.error(0, 0, "not readable: " + e.getMessage());
        }
        return null;
    }

    /** The code points of {@code bytes}; null after a complaint. */
    static int @Nullable [] decode(byte[] bytes, Complaints complaints) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            int[] place = placeAfter(codePoints(out));
            complaints.error(place[0], place[1], "not UTF-8 from here on; save the file as UTF-8");
            return null;
        }
        int[] text = codePoints(out);
        return allPrintable(text, complaints) ? text : null;
    }

    private static int[] codePoints(CharBuffer chars) {
        char[] array = chars.array();
        int[] text = new int[chars.length()];
        int length = 0;
        for (int i = 0; i < chars.length(); ) {
            int codePoint = Character.codePointAt(array, i, chars.length());
            text[length++] = codePoint;
            i += Character.charCount(codePoint);
        }
        return length == text.length ? text : Arrays.copyOf(text, length);
    }

    private static boolean allPrintable(int[] text, Complaints complaints) {
        for (int i = 0; i < text.length; i++) {
            if (!StreamReader.isPrintable(text[i])) {
                int[] place = placeAfter(Arrays.copyOf(text, i));
                complaints.error(
                        place[0],
                        place[1],
                        "character U+" + hex(text[i])
                                + " is not allowed in YAML; in double quotes write it as an escape");
                return false;
            }
        }
        return true;
    }

    private static String hex(int codePoint) {
        String digits = Integer.toHexString(codePoint).toUpperCase(java.util.Locale.ROOT);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    private static int[] placeAfter(int[] text) {
        CodePoints reader = new CodePoints(text);
        reader.forward(text.length);
        return new int[] {reader.getLine() + 1, reader.getColumn() + 1};
    }
}
