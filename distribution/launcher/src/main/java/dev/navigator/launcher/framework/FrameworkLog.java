package dev.navigator.launcher.framework;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the framework itself has to say, in our log: a bundle that does not resolve must not be a secret. */
final class FrameworkLog extends org.apache.felix.framework.Logger {

    private static final Logger LOG = LoggerFactory.getLogger("framework");

    FrameworkLog() {
        setLogLevel(LOG_WARNING);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the framework has it
    protected void doLog(
            @Nullable Bundle bundle,
            @Nullable ServiceReference service,
            int level,
            @Nullable String message,
            @Nullable Throwable cause) {
        String subject = bundle == null ? "Framework" : "Bundle " + bundle.getSymbolicName();
        if (level == LOG_ERROR) {
            LOG.error("{}: {}", subject, message, cause);
        } else {
            LOG.warn("{}: {}", subject, message, cause);
        }
    }
}
