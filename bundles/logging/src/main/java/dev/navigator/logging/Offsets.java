package dev.navigator.logging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each output file has been read, in a small file, so that after the death of this JVM the log goes on where it
 * stopped. It may be some seconds old: lines then appear twice rather than not at all.
 */
final class Offsets {

    private static final Logger LOG = LoggerFactory.getLogger(Offsets.class);
    private static final String HEADER = "navigator output offsets 1";

    private final Path file;

    Offsets(Path file) {
        this.file = file;
    }

    /** Offsets by file; empty when there are none, or none that can be understood. */
    Optional<Map<String, Long>> load() {
        try {
            return Optional.of(parse(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "Output offsets cannot be read; beginning at the end of each file file={} reason=\"{}\"",
                    file,
                    e.toString());
            return Optional.empty();
        }
    }

    void save(Map<String, Long> offsets) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        new TreeMap<>(offsets).forEach((name, offset) -> {
            if (name.indexOf('\n') < 0) {
                text.append(offset).append(' ').append(name).append('\n');
            }
        });
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, text, StandardCharsets.UTF_8);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Map<String, Long> parse(String text) {
        String[] lines = text.split("\n", -1);
        if (!lines[0].equals(HEADER) || !text.endsWith("\n")) {
            throw new IllegalArgumentException("not a file of offsets");
        }
        Map<String, Long> offsets = new HashMap<>();
        for (int i = 1; i < lines.length - 1; i++) {
            int space = lines[i].indexOf(' ');
            long offset = space < 0 ? -1 : Long.parseLong(lines[i].substring(0, space));
            if (offset < 0) {
                throw new IllegalArgumentException("line " + (i + 1) + " is no offset");
            }
            offsets.put(lines[i].substring(space + 1), offset);
        }
        return offsets;
    }
}
