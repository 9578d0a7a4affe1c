package dev.navigator.processes;

import dev.navigator.api.text.LogText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The last lines of what a process wrote. Its two files bear no times, so the lines of the one written to last come last;
 * each gets half of the lines, and what the other does not need. Reads a bounded part of each file.
 */
final class OutputTail {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int LONGEST_LINE = 2000;

    private OutputTail() {}

    static List<String> read(Path folder, int count) {
        Path stdout = folder.resolve(OutputFolders.STDOUT);
        Path stderr = folder.resolve(OutputFolders.STDERR);
        boolean stderrLast = lastWritten(stderr) >= lastWritten(stdout);
        List<String> earlier = lines(stderrLast ? stdout : stderr);
        List<String> later = lines(stderrLast ? stderr : stdout);
        int fromLater = Math.min(later.size(), Math.max((count + 1) / 2, count - earlier.size()));
        int fromEarlier = Math.min(earlier.size(), count - fromLater);
        List<String> lines = new ArrayList<>(last(earlier, fromEarlier));
        lines.addAll(last(later, fromLater));
        return lines;
    }

    private static List<String> last(List<String> lines, int count) {
        return lines.subList(lines.size() - Math.max(0, count), lines.size());
    }

    private static long lastWritten(Path file) {
        return file.toFile().lastModified();
    }

    /** Just after a rotation most of it is in the file before. */
    private static List<String> lines(Path file) {
        String text = tail(file, MOST_BYTES);
        if (text.length() < MOST_BYTES / 4) {
            text = tail(file.resolveSibling(file.getFileName() + ".1"), MOST_BYTES / 2) + text;
        }
        return text.lines().map(OutputTail::shown).toList();
    }

    private static String shown(String line) {
        String escaped = LogText.of(line);
        return escaped.length() <= LONGEST_LINE ? escaped : escaped.substring(0, LONGEST_LINE) + "…";
    }

    /** The end of a file; where its beginning is cut off, from the next line on, if there is one. */
    private static String tail(Path file, int most) {
        if (!Files.exists(file)) {
            return "";
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = Math.max(0, channel.size() - most);
            ByteBuffer buffer = ByteBuffer.allocate(most);
            channel.position(start);
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                read = channel.read(buffer);
            }
            String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            int lineEnd = text.indexOf('\n');
            return start > 0 && lineEnd >= 0 && lineEnd < text.length() - 1 ? text.substring(lineEnd + 1) : text;
        } catch (IOException e) {
            return "";
        }
    }
}
