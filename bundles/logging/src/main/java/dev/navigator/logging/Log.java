package dev.navigator.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.navigator.api.config.LoggingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Makes the log what the configuration says, from the first configuration on and at each change. Used by one thread at a time,
 * but for {@link #problem}.
 */
final class Log {

    private final Logger logger;
    private final Takeover takeover;
    private final LongSupplier clock;
    private volatile @Nullable LogAppender appender;
    private volatile @Nullable String unopened;
    private Optional<Path> file = Optional.empty();
    private LoggingSettings.@Nullable Format format;

    Log(LoggerContext context, LongSupplier clock) {
        this.logger = context.getLogger(Log.class);
        this.takeover = new Takeover(context);
        this.clock = clock;
    }

    void apply(LoggingSettings settings) {
        unopened = null;
        takeover.root().setLevel(Level.toLevel(settings.level().name()));
        LogAppender current = appender;
        if (current == null) {
            begin(settings);
            return;
        }
        if (format != settings.format()) {
            format = settings.format();
            current.use(layout(settings.format()));
        }
        if (!file.equals(settings.file())) {
            Target next = open(settings.file());
            if (next != null) {
                logger.info("Log continues target={}", next.name());
                file = settings.file();
                current.use(next);
                logger.info("Log begins target={}", next.name());
            }
        }
    }

    private void begin(LoggingSettings settings) {
        Target target = open(settings.file());
        LogAppender begun = new LogAppender(layout(settings.format()), target == null ? new StandardOutput() : target);
        begun.setContext(takeover.root().getLoggerContext());
        begun.setName(Takeover.NAME);
        begun.start();
        takeover.by(begun);
        appender = begun;
        format = settings.format();
        file = target == null ? Optional.empty() : settings.file();
    }

    /** Null when the file cannot be opened: then the log stays where it is. */
    private @Nullable Target open(Optional<Path> path) {
        if (path.isEmpty()) {
            return new StandardOutput();
        }
        try {
            return new LogFile(path.get(), clock);
        } catch (IOException e) {
            logger.error(
                    "Log file cannot be opened; the log stays where it is file={} reason=\"{}\"",
                    path.get(),
                    e.toString());
            unopened = "log file '" + path.get() + "': cannot be opened (" + e + "), the log stays where it was;"
                    + " mend that and reload";
            return null;
        }
    }

    /** Why the log is not where it should be, for operators; empty when it is. */
    Optional<String> problem() {
        return Optional.ofNullable(unopened)
                .or(() -> Optional.ofNullable(appender).flatMap(LogAppender::problem));
    }

    private static LineLayout layout(LoggingSettings.Format format) {
        return switch (format) {
            case TEXT -> new TextLayout();
            case JSON -> new JsonLayout();
        };
    }

    /** Writes what waits, and from now on each event at once: the end is near. */
    void flush() {
        LogAppender current = appender;
        if (current != null) {
            current.flush();
        }
    }

    /** Gives the log back to whoever had it before, unless another version of this bundle has it by now. */
    void end() {
        LogAppender current = appender;
        if (current != null) {
            takeover.undo(current);
        }
    }
}
