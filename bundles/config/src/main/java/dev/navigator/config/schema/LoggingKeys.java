package dev.navigator.config.schema;

import dev.navigator.api.config.LoggingSettings.AccessLog.Style;
import dev.navigator.api.config.LoggingSettings.Format;
import dev.navigator.api.config.LoggingSettings.Level;
import java.nio.file.Path;
import java.util.List;

/** The section {@code logging}. */
public final class LoggingKeys {

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    public static final Key<Format> FORMAT = Key.of(
                    "format",
                    Types.choice(Format.class),
                    Effect.AT_ONCE,
                    "How lines are written: for people, or an object a line.")
            .or(Format.TEXT, "text");

    public static final Key<Path> FILE = Key.of(
                    "file", Types.PATH, Effect.AT_ONCE, "Navigator's log, the output of all processes included.")
            .by("standard output");

    public static final Key<Level> LEVEL = Key.of(
                    "level", Types.choice(Level.class), Effect.AT_ONCE, "The least severe level that is logged.")
            .or(Level.INFO, "info");

    public static final Key<Long> LOG_MAX_SIZE = Key.of(
                    "log_max_size",
                    Types.size(64 * KIB, 1024 * 1024 * MIB),
                    Effect.AT_ONCE,
                    "Size at which a file with the output of a process is rotated.")
            .or(10 * MIB, "10m");

    public static final Key<Integer> LOG_KEEP = Key.of(
                    "log_keep",
                    Types.integer(0, 1_000),
                    Effect.AT_ONCE,
                    "Rotated files kept of each process, beside the one being written.")
            .or(3, "3");

    public static final Key<Style> ACCESS_FORMAT = Key.of(
                    "format",
                    Types.choice(Style.class),
                    Effect.AT_ONCE,
                    "Apache's common or combined format, or JSON with tenant, instance and times.")
            .or(Style.COMBINED, "combined");

    public static final Key<Path> ACCESS_FILE =
            Key.of("file", Types.PATH, Effect.AT_ONCE, "Where the lines go.").required();

    static final Section ACCESS = Section.withShorthand(
            "logging.access_log", "One line for each request.", ACCESS_FILE, List.of(ACCESS_FILE, ACCESS_FORMAT));

    public static final Key<Fields> ACCESS_LOG = Key.of(
                    "access_log",
                    Types.section(ACCESS),
                    Effect.AT_ONCE,
                    "The file for one line per request; or a mapping with more detail.")
            .by("none");

    static final Section SECTION = new Section(
            "logging",
            "What Navigator and the processes say.",
            List.of(FORMAT, FILE, LEVEL, LOG_MAX_SIZE, LOG_KEEP, ACCESS_LOG));

    private LoggingKeys() {}
}
