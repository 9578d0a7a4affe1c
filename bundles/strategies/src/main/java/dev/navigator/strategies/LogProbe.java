package dev.navigator.strategies;

import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.spi.ReadinessProbe;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code log}: a line the instance has written to stdout or stderr matches the regular expression in the option {@code pattern}.
 * The last 64 KiB are looked at.
 */
public final class LogProbe implements ReadinessProbe {

    private static final int TAIL = 64 * 1024;

    @Override
    public boolean ready(ProbeContext context) throws IOException {
        Pattern pattern = Pattern.compile(new Options(context.options()).required("pattern"));
        for (Path file : files(context.output())) {
            if (tail(file).lines().anyMatch(line -> pattern.matcher(line).find())) {
                return true;
            }
        }
        return false;
    }

    /** Output is a file, or a folder with one for each stream. */
    private static List<Path> files(Path output) throws IOException {
        if (!Files.isDirectory(output)) {
            return Files.exists(output) ? List.of(output) : List.of();
        }
        try (Stream<Path> streams = Stream.of("stdout", "stderr").map(output::resolve)) {
            return streams.filter(Files::isRegularFile).toList();
        }
    }

    private static String tail(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            byte[] tail = new byte[(int) Math.min(length, TAIL)];
            file.seek(length - tail.length);
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8);
        }
    }
}
