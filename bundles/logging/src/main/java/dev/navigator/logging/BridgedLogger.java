package dev.navigator.logging;

import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.Locale;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A logger of OSGi's that writes to ours. What bundles call debug is mostly about the insides of the framework, and very
 * much; here it is trace, which no configuration asks for.
 */
final class BridgedLogger implements FormatterLogger {

    private final Logger logger;
    private final boolean printf;

    /**
     * @param printf whether formats are those of {@link java.util.Formatter} rather than with {@code {}}
     */
    BridgedLogger(String name, boolean printf) {
        this.logger = LoggerFactory.getLogger(name);
        this.printf = printf;
    }

    private void log(Level level, String format, Object... arguments) {
        if (!logger.isEnabledForLevel(level)) {
            return;
        }
        if (printf && arguments.length > 0) {
            boolean thrown = arguments[arguments.length - 1] instanceof Throwable;
            Object[] shown = thrown ? Arrays.copyOf(arguments, arguments.length - 1) : arguments;
            String message = formatted(format, shown);
            if (thrown) {
                logger.atLevel(level)
                        .setCause((Throwable) arguments[arguments.length - 1])
                        .log(message);
            } else {
                logger.atLevel(level).log(message);
            }
        } else {
            logger.atLevel(level).log(format, arguments);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod") // the format is another bundle's, and so are its mistakes
    private static String formatted(String format, Object... arguments) {
        try {
            return String.format(Locale.ROOT, format, arguments);
        } catch (IllegalFormatException e) {
            return format + " " + Arrays.toString(arguments);
        }
    }

    @Override
    public String getName() {
        return logger.getName();
    }

    @Override
    public boolean isTraceEnabled() {
        return logger.isTraceEnabled();
    }

    @Override
    public void trace(String message) {
        log(Level.TRACE, message);
    }

    @Override
    public void trace(String format, Object argument) {
        log(Level.TRACE, format, argument);
    }

    @Override
    public void trace(String format, Object first, Object second) {
        log(Level.TRACE, format, first, second);
    }

    @Override
    public void trace(String format, Object... arguments) {
        log(Level.TRACE, format, arguments);
    }

    @Override
    public <E extends Exception> void trace(LoggerConsumer<E> consumer) throws E {
        if (isTraceEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isDebugEnabled() {
        return logger.isTraceEnabled();
    }

    @Override
    public void debug(String message) {
        log(Level.TRACE, message);
    }

    @Override
    public void debug(String format, Object argument) {
        log(Level.TRACE, format, argument);
    }

    @Override
    public void debug(String format, Object first, Object second) {
        log(Level.TRACE, format, first, second);
    }

    @Override
    public void debug(String format, Object... arguments) {
        log(Level.TRACE, format, arguments);
    }

    @Override
    public <E extends Exception> void debug(LoggerConsumer<E> consumer) throws E {
        if (isDebugEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isInfoEnabled() {
        return logger.isInfoEnabled();
    }

    @Override
    public void info(String message) {
        log(Level.INFO, message);
    }

    @Override
    public void info(String format, Object argument) {
        log(Level.INFO, format, argument);
    }

    @Override
    public void info(String format, Object first, Object second) {
        log(Level.INFO, format, first, second);
    }

    @Override
    public void info(String format, Object... arguments) {
        log(Level.INFO, format, arguments);
    }

    @Override
    public <E extends Exception> void info(LoggerConsumer<E> consumer) throws E {
        if (isInfoEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isWarnEnabled() {
        return logger.isWarnEnabled();
    }

    @Override
    public void warn(String message) {
        log(Level.WARN, message);
    }

    @Override
    public void warn(String format, Object argument) {
        log(Level.WARN, format, argument);
    }

    @Override
    public void warn(String format, Object first, Object second) {
        log(Level.WARN, format, first, second);
    }

    @Override
    public void warn(String format, Object... arguments) {
        log(Level.WARN, format, arguments);
    }

    @Override
    public <E extends Exception> void warn(LoggerConsumer<E> consumer) throws E {
        if (isWarnEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isErrorEnabled() {
        return logger.isErrorEnabled();
    }

    @Override
    public void error(String message) {
        log(Level.ERROR, message);
    }

    @Override
    public void error(String format, Object argument) {
        log(Level.ERROR, format, argument);
    }

    @Override
    public void error(String format, Object first, Object second) {
        log(Level.ERROR, format, first, second);
    }

    @Override
    public void error(String format, Object... arguments) {
        log(Level.ERROR, format, arguments);
    }

    @Override
    public <E extends Exception> void error(LoggerConsumer<E> consumer) throws E {
        if (isErrorEnabled()) {
            consumer.accept(this);
        }
    }

    @Override
    public void audit(String message) {
        log(Level.INFO, message);
    }

    @Override
    public void audit(String format, Object argument) {
        log(Level.INFO, format, argument);
    }

    @Override
    public void audit(String format, Object first, Object second) {
        log(Level.INFO, format, first, second);
    }

    @Override
    public void audit(String format, Object... arguments) {
        log(Level.INFO, format, arguments);
    }
}
