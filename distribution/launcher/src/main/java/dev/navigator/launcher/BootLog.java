package dev.navigator.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;

/** The log until the logging bundle takes over, and again when it goes: text to stdout. */
final class BootLog {

    private BootLog() {}

    static void begin(LoggerContext context) {
        Lines lines = new Lines();
        lines.setContext(context);
        lines.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("boot");
        console.setEncoder(lines);
        console.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
    }

    private static final class Lines extends EncoderBase<ILoggingEvent> {

        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            String time = Instant.ofEpochMilli(event.getTimeStamp())
                    .truncatedTo(ChronoUnit.MILLIS)
                    .toString();
            StringBuilder line = new StringBuilder(128)
                    .append(time)
                    .append(' ')
                    .append(event.getLevel())
                    .append(' ')
                    .append(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                line.append(" cause=")
                        .append(event.getThrowableProxy().getClassName())
                        .append(": ")
                        .append(event.getThrowableProxy().getMessage());
            }
            return (line.toString().replace("\n", "\\n") + "\n").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
