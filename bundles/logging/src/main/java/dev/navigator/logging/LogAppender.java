package dev.navigator.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Navigator's log. Events become text on the thread that logs and are written on another. Layout and target may change at
 * any moment without the loss of a line.
 */
final class LogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> implements LineWriter.Observer {

    private final LineWriter writer;
    private volatile LineLayout layout;

    LogAppender(LineLayout layout, Target target) {
        this.layout = layout;
        this.writer = new LineWriter(target, this);
    }

    void use(LineLayout next) {
        layout = next;
    }

    void use(Target next) {
        writer.switchTo(next);
    }

    /** Why lines do not reach their target, for operators; empty when they do. */
    Optional<String> problem() {
        return writer.failure()
                .map(cause -> "log: cannot be written (" + cause.getMessage() + "); until it can, lines wait, "
                        + LineWriter.CAPACITY + " bytes of them, and then are lost");
    }

    @Override
    public void start() {
        writer.start();
        super.start();
    }

    /** Writes what waits; later events are written by the threads that log them, so that the very last are not lost. */
    void flush() {
        writer.close();
    }

    /**
     * Writes what waits. It goes on taking events: a thread that got hold of it just before another took its place may still
     * bring one.
     */
    @Override
    public void stop() {
        flush();
    }

    @Override
    protected void append(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        layout.write(event, line);
        writer.add(bytes(line));
    }

    /** Where the log itself cannot go, standard error is left; once for each trouble. */
    @Override
    public void failing(String target, IOException cause) {
        StringBuilder line = new StringBuilder();
        layout.write(
                OwnEvent.error("Log cannot be written target=" + target + " reason=\"" + cause.getMessage() + "\""),
                line);
        try {
            standardError().write(bytes(line));
        } catch (IOException e) {
            addError("neither the log nor standard error can be written", new UncheckedIOException(e));
        }
    }

    @SuppressWarnings("resource") // file descriptor 2 belongs to the JVM: it is never closed
    private static FileOutputStream standardError() {
        return new FileOutputStream(FileDescriptor.err);
    }

    @Override
    public byte[] recovered(long linesLost, @Nullable IOException cause) {
        StringBuilder line = new StringBuilder();
        String reason = cause == null ? "written too slowly" : String.valueOf(cause.getMessage());
        layout.write(
                OwnEvent.error("Log was interrupted lines_lost=" + linesLost + " reason=\"" + reason + "\""), line);
        return bytes(line);
    }

    private static byte[] bytes(StringBuilder line) {
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
