package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import dev.navigator.api.config.LoggingSettings;
import dev.navigator.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {

    @TempDir
    Path folder;

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("dev.navigator.pool");
    private final ListAppender<ILoggingEvent> boot = new ListAppender<>();
    private final Log log = new Log(context, System::nanoTime);
    private Path file;

    @BeforeEach
    void begin() {
        file = folder.resolve("navigator.log");
        boot.setContext(context);
        boot.setName("boot");
        boot.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(boot);
    }

    @AfterEach
    void end() {
        log.end();
    }

    private static LoggingSettings settings(LoggingSettings.Format format, Path path, LoggingSettings.Level level) {
        return new LoggingSettings(format, Optional.ofNullable(path), level, 1, 1, Optional.empty());
    }

    private static LoggingSettings text(Path path) {
        return settings(LoggingSettings.Format.TEXT, path, LoggingSettings.Level.INFO);
    }

    private static List<String> messages(Path path) throws IOException {
        return Files.exists(path)
                ? Files.readAllLines(path).stream()
                        .map(line -> line.replaceFirst("^\\S+ (\\S+) +", "$1 "))
                        .toList()
                : List.of();
    }

    private List<String> booted() {
        return boot.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.toList());
    }

    @Test
    void theConfiguredFileTakesOverFromTheBootLog() throws Exception {
        logger.info("early");

        log.apply(text(file));
        logger.info("later pid={}", 7);
        Eventually.holds(() -> messages(file).size() == 1);

        assertEquals(List.of("early"), booted());
        assertEquals(List.of("INFO later pid=7"), messages(file));
    }

    @Test
    void theLevelIsThatOfTheConfiguration() throws Exception {
        log.apply(settings(LoggingSettings.Format.TEXT, file, LoggingSettings.Level.WARN));
        logger.info("too small");
        logger.warn("warned");
        log.apply(settings(LoggingSettings.Format.TEXT, file, LoggingSettings.Level.DEBUG));
        logger.debug("detail");

        Eventually.holds(() -> messages(file).size() == 2);

        assertEquals(List.of("WARN warned", "DEBUG detail"), messages(file));
        assertEquals(Level.DEBUG, context.getLogger("ROOT").getLevel());
    }

    @Test
    void theFormatChangesFromOneLineToTheNext() throws Exception {
        log.apply(text(file));
        logger.info("as text");
        log.apply(settings(LoggingSettings.Format.JSON, file, LoggingSettings.Level.INFO));
        logger.info("as object");

        Eventually.holds(() -> messages(file).size() == 2);

        assertEquals("INFO as text", messages(file).get(0));
        assertTrue(messages(file).get(1).endsWith("\"message\":\"as object\"}"));
    }

    @Test
    void aChangeOfTheFileLosesNothing() throws Exception {
        log.apply(text(file));
        Path other = folder.resolve("other.log");
        Thread busy = new Thread(() -> {
            for (int i = 0; i < 5_000; i++) {
                logger.info("line {}", i);
            }
        });

        busy.start();
        log.apply(text(other));
        busy.join();

        Eventually.holds(() -> count(file) + count(other) == 5_000);
        log.apply(text(other)); // the same again: nothing happens
        assertEquals(5_000, count(file) + count(other));
    }

    private static long count(Path path) throws IOException {
        return messages(path).stream()
                .filter(line -> line.startsWith("INFO line "))
                .count();
    }

    @Test
    void aFileThatCannotBeOpenedLeavesTheLogWhereItIsAndSaysSo() throws Exception {
        log.apply(text(file));

        log.apply(text(Path.of("/proc/no/such/navigator.log")));
        logger.info("still here");

        Eventually.holds(() -> messages(file).size() == 2);
        assertTrue(messages(file).get(0).startsWith("ERROR Log file cannot be opened; the log stays where it is"));
        assertEquals("INFO still here", messages(file).get(1));
        assertTrue(log.problem().orElseThrow().startsWith("log file '/proc/no/such/navigator.log': cannot be opened"));
        log.apply(text(file));
        assertEquals(Optional.empty(), log.problem());
    }

    @Test
    void aDiskThatIsFullIsAProblemUntilTheLogCanGoOn() throws Exception {
        log.apply(text(Path.of("/dev/full")));
        logger.info("one");

        Eventually.holds(() -> log.problem().isPresent());
        assertTrue(log.problem().orElseThrow().startsWith("log: cannot be written (No space left on device)"));

        log.apply(text(file));
        Eventually.holds(() -> log.problem().isEmpty());
    }

    @Test
    void anotherVersionTakesOverWithoutAGap() throws Exception {
        log.apply(text(file));
        Thread busy = new Thread(() -> {
            for (int i = 0; i < 5_000; i++) {
                logger.info("line {}", i);
            }
        });
        busy.start();

        Log successor = new Log(context, System::nanoTime);
        successor.apply(text(file));
        log.end(); // the old version's time is up: the new one is there, so nothing happens
        busy.join();

        Eventually.holds(() -> count(file) >= 5_000);
        assertEquals(List.of(), booted());
        successor.end();
    }

    @Test
    void whoGotHoldOfAVersionBeforeItWasReplacedStillHasItsLineWritten() throws Exception {
        log.apply(text(file));
        Logger root = context.getLogger("ROOT");
        Appender<ILoggingEvent> former = root.getAppender(Takeover.NAME);
        Log successor = new Log(context, System::nanoTime);
        successor.apply(text(file));

        former.doAppend(new LoggingEvent("", root, Level.INFO, "late", null, null));

        assertEquals(List.of("INFO late"), messages(file));
        successor.end();
    }

    @Test
    void withoutASuccessorTheBootLogIsBack() throws Exception {
        log.apply(text(file));
        logger.info("one");

        log.end();
        logger.info("two");

        assertEquals(List.of("INFO one"), messages(file));
        assertEquals(List.of("two"), booted());
    }

    @Test
    void afterTheFlushEveryEventIsWrittenAtOnce() throws IOException {
        log.apply(text(file));
        logger.info("one");

        log.flush();
        assertEquals(List.of("INFO one"), messages(file));
        logger.info("Navigator stopped");

        assertEquals(List.of("INFO one", "INFO Navigator stopped"), messages(file));
        assertFalse(booted().contains("Navigator stopped"));
    }

    @Test
    void aThreadThatLogsWhileItIsInterruptedClosesNothing() throws Exception {
        log.apply(text(file));

        Thread.currentThread().interrupt();
        logger.info("interrupted");
        assertTrue(Thread.interrupted());
        logger.info("after");

        Eventually.holds(() -> messages(file).size() == 2);
    }
}
