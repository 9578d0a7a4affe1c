package dev.navigator.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** How an event is written. Thread-safe. */
interface LineLayout {

    /** One line, without its end. */
    void write(ILoggingEvent event, StringBuilder line);
}
