package dev.navigator.logging;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;

/** OSGi's Log Service for one bundle: whatever it logs appears in Navigator's log. */
final class BridgedLogService implements LogService {

    private final String bundle;

    BridgedLogService(Bundle bundle) {
        this.bundle = name(bundle);
    }

    @Override
    public Logger getLogger(String name) {
        return logger(bundle, name, Logger.class);
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> type) {
        return logger(bundle, name, type);
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> named, Class<L> type) {
        return getLogger(named.getName(), type);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle other, String name, Class<L> type) {
        return logger(name(other), name, type);
    }

    private static <L extends Logger> L logger(String bundle, String name, Class<L> type) {
        if (type != Logger.class && type != FormatterLogger.class) {
            throw new IllegalArgumentException(
                    "logger type '" + type.getName() + "': neither Logger nor FormatterLogger");
        }
        String full = Logger.ROOT_LOGGER_NAME.equals(name) ? bundle : bundle + "." + name;
        return type.cast(new BridgedLogger("osgi." + full, type == FormatterLogger.class));
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() == null ? "bundle" + bundle.getBundleId() : bundle.getSymbolicName();
    }

    @Override
    @Deprecated
    public void log(int level, String message) {
        log(level, message, null);
    }

    @Override
    @Deprecated
    public void log(int level, String message, @Nullable Throwable thrown) {
        Logger logger = getLogger(Logger.ROOT_LOGGER_NAME);
        switch (level) {
            case LOG_ERROR -> logger.error("{}", message, thrown);
            case LOG_WARNING -> logger.warn("{}", message, thrown);
            case LOG_INFO -> logger.info("{}", message, thrown);
            default -> logger.debug("{}", message, thrown);
        }
    }

    @Override
    @Deprecated
    public void log(@Nullable ServiceReference<?> reference, int level, String message) {
        log(level, message, null);
    }

    @Override
    @Deprecated
    public void log(@Nullable ServiceReference<?> reference, int level, String message, @Nullable Throwable thrown) {
        log(level, message, thrown);
    }
}
