package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LogService;
import org.slf4j.LoggerFactory;

class BridgedLogServiceTest {

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("osgi");
    private final LogService service = new BridgedLogService(bundle("org.example.plugin"));

    /** A bundle that knows nothing but its name. */
    private static Bundle bundle(String name) {
        return (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> method.getName().equals("getSymbolicName") ? name : null);
    }

    @BeforeEach
    void begin() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void end() {
        root.detachAppender(log);
    }

    private List<String> lines() {
        return log.list.stream()
                .map(event -> event.getLoggerName() + " " + event.getLevel() + " " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : " " + event.getThrowableProxy().getMessage()))
                .toList();
    }

    @Test
    void loggersCarryTheNameOfTheirBundle() {
        service.getLogger("ROOT").error("oops {}", 1);
        service.getLogger("parser").warn("odd {} {}", 1, 2);
        service.getLogger(bundle("org.other"), "ROOT", org.osgi.service.log.Logger.class)
                .info("fine");

        assertEquals(
                List.of(
                        "osgi.org.example.plugin ERROR oops 1",
                        "osgi.org.example.plugin.parser WARN odd 1 2",
                        "osgi.org.other INFO fine"),
                lines());
    }

    @Test
    void whatWasThrownIsKept() {
        service.getLogger("ROOT").error("activation failed", new IllegalStateException("no port"));

        assertEquals(List.of("osgi.org.example.plugin ERROR activation failed no port"), lines());
    }

    @Test
    void formattersUsePrintf() {
        FormatterLogger logger = service.getLogger("ROOT", FormatterLogger.class);

        logger.info("%d of %s", 3, "shop");
        logger.warn("%d%% done", 50, new Exception("late"));
        logger.error("%d", "no number");

        assertEquals(
                List.of(
                        "osgi.org.example.plugin INFO 3 of shop",
                        "osgi.org.example.plugin WARN 50% done late",
                        "osgi.org.example.plugin ERROR %d [no number]"),
                lines());
    }

    @Test
    @SuppressWarnings("deprecation") // bundles of before 2018 use these
    void theOldMethodsStillWork() {
        service.log(LogService.LOG_ERROR, "one {}");
        service.log(LogService.LOG_WARNING, "two", new Exception("why"));
        service.log(null, LogService.LOG_INFO, "three");
        service.log(null, LogService.LOG_DEBUG, "four", null);

        assertEquals(
                List.of(
                        "osgi.org.example.plugin ERROR one {}",
                        "osgi.org.example.plugin WARN two why",
                        "osgi.org.example.plugin INFO three"),
                lines());
    }

    @Test
    void debugIsNotForOperators() {
        service.getLogger("ROOT").debug("getService called");
        service.getLogger("ROOT").trace(logger -> logger.trace("never"));

        assertEquals(List.of(), lines());
        assertEquals(false, service.getLogger("ROOT").isDebugEnabled());
        assertThrows(IllegalArgumentException.class, () -> service.getLogger("x", MyLogger.class));
    }

    private interface MyLogger extends org.osgi.service.log.Logger {}
}
