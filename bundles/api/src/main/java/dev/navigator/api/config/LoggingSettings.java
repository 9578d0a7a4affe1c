package dev.navigator.api.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The section {@code logging}.
 *
 * @param file Navigator's log; empty: stdout
 * @param level the least severe level that is logged
 * @param maxSize bytes after which the output file of a process is rotated
 * @param keep rotated files kept of each process
 */
public record LoggingSettings(
        Format format, Optional<Path> file, Level level, long maxSize, int keep, Optional<AccessLog> access) {

    /** How a line is written. */
    public enum Format {
        TEXT,
        JSON
    }

    /** Severities, most severe first. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    /** One line for each request. */
    public record AccessLog(Style style, Path file) {

        /** Apache's two formats, or an object a line. */
        public enum Style {
            COMMON,
            COMBINED,
            JSON
        }
    }
}
