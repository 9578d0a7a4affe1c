package dev.navigator.managed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks for a line in what a process writes. What was seen once is not read again. */
final class LogProbe implements Probe {

    private static final int CHUNK = 64 * 1024;
    private static final int LONGEST_LINE = 8 * 1024;

    private final Pattern pattern;
    private final List<Tail> tails;

    /**
     * @param output the file, or the folder of the files {@code stdout} and {@code stderr}
     */
    LogProbe(Pattern pattern, Path output) {
        this.pattern = pattern;
        this.tails = Files.isDirectory(output)
                ? List.of(new Tail(output.resolve("stdout")), new Tail(output.resolve("stderr")))
                : List.of(new Tail(output));
    }

    @Override
    public Optional<String> obstacle() {
        for (Tail tail : tails) {
            try {
                if (tail.matches()) {
                    return Optional.empty();
                }
            } catch (IOException e) {
                return Optional.of("output '" + tail.file + "' cannot be read: " + e.getMessage());
            }
        }
        return Optional.of("no line of its output matches /" + pattern + "/ yet");
    }

    private final class Tail {
        private final Path file;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long offset;

        Tail(Path file) {
            this.file = file;
        }

        boolean matches() throws IOException {
            if (!Files.exists(file)) {
                return false;
            }
            try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                if (in.length() < offset) {
                    offset = 0; // rotated by copying and truncating
                }
                in.seek(offset);
                byte[] chunk = new byte[CHUNK];
                for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
                    offset += read;
                    if (matches(chunk, read)) {
                        return true;
                    }
                }
                return found(); // a prompt without an end of line counts, too
            }
        }

        private boolean matches(byte[] chunk, int length) {
            for (int i = 0; i < length; i++) {
                if (chunk[i] == '\n' || line.size() == LONGEST_LINE) {
                    if (found()) {
                        return true;
                    }
                    line.reset();
                }
                if (chunk[i] != '\n') {
                    line.write(chunk[i]);
                }
            }
            return false;
        }

        private boolean found() {
            return pattern.matcher(line.toString(StandardCharsets.UTF_8)).find();
        }
    }
}
