package dev.navigator.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Puts one appender in the place of all others of the root logger, and them back again. They wait meanwhile on a logger that
 * nobody uses: another version of this bundle finds them there.
 */
final class Takeover {

    static final String NAME = "navigator";

    private static final String WAITING = "dev.navigator.logging.waiting";

    private final Logger root;
    private final Logger waiting;

    Takeover(LoggerContext context) {
        this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        this.waiting = context.getLogger(WAITING);
        waiting.setAdditive(false);
    }

    Logger root() {
        return root;
    }

    /** From here on {@code appender} writes everything. One that an earlier version left is stopped, not kept. */
    void by(Appender<ILoggingEvent> appender) {
        List<Appender<ILoggingEvent>> others = appenders(root);
        root.addAppender(appender);
        for (Appender<ILoggingEvent> other : others) {
            root.detachAppender(other);
            if (NAME.equals(other.getName())) {
                other.stop();
            } else {
                waiting.addAppender(other);
            }
        }
    }

    /** Gives the root logger back to those that waited, unless somebody else has taken it over since. */
    void undo(Appender<ILoggingEvent> appender) {
        if (!root.isAttached(appender)) {
            return;
        }
        for (Appender<ILoggingEvent> other : appenders(waiting)) {
            root.addAppender(other);
            waiting.detachAppender(other);
        }
        root.detachAppender(appender);
        appender.stop();
    }

    private static List<Appender<ILoggingEvent>> appenders(Logger logger) {
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        for (Iterator<Appender<ILoggingEvent>> all = logger.iteratorForAppenders(); all.hasNext(); ) {
            appenders.add(all.next());
        }
        return appenders;
    }
}
