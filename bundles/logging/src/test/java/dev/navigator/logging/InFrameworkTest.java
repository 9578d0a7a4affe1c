package dev.navigator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.Processes;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.ProcessListener;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.testing.Eventually;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.FrameworkBench;
import dev.navigator.testing.MemoryHandover;
import dev.navigator.testing.RealScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.service.log.LogService;
import org.slf4j.LoggerFactory;

/** The bundle as it is built, in a framework with the component runtime. */
class InFrameworkTest {

    private static final String BROKEN_COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="broken" immediate="true">
              <implementation class="dev.navigator.logging.InFrameworkTest$Broken"/>
            </scr:component>
            """;

    /** A component that does not come up. */
    public static final class Broken {
        public Broken() {
            throw new IllegalStateException("no license");
        }
    }

    @TempDir
    Path folder;

    private final RealScheduler scheduler = new RealScheduler();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> boot = new ListAppender<>();
    private FrameworkBench bench;
    private Writers writers;
    private Bundle logging;

    @BeforeEach
    void start() throws BundleException {
        boot.setName("boot");
        boot.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        boot.start();
        root.addAppender(boot);
        writers = new Writers(folder);
        bench = new FrameworkBench(folder.resolve("framework"), LogService.class);
        bench.context().registerService(Scheduler.class, scheduler, null);
        bench.context().registerService(Handover.class, new MemoryHandover(), null);
        bench.context().registerService(Lifecycle.class, new FixedLifecycle(folder), null);
        bench.context().registerService(Processes.class, writers, null);
        logging = bench.install(LogBridge.class);
        logging.start();
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
        Takeover takeover = new Takeover((LoggerContext) LoggerFactory.getILoggerFactory());
        takeover.by(boot);
        root.detachAppender(boot);
        scheduler.close();
    }

    private void configure(Path file) {
        LoggingSettings settings = new LoggingSettings(
                LoggingSettings.Format.TEXT, Optional.of(file), LoggingSettings.Level.INFO, 1, 1, Optional.empty());
        Configuration configuration =
                new Configuration(Path.of("/navigator.yml"), 1, null, null, List.of(), List.of(), settings, Map.of());
        bench.context().registerService(Configuration.class, configuration, null);
    }

    private String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    @Test
    void aComponentThatDoesNotComeUpIsInTheLogWithTheReason() throws Exception {
        Path file = folder.resolve("navigator.log");
        configure(file);

        bench.install(Broken.class, BROKEN_COMPONENT).start();

        Eventually.holds(() -> read(file).contains("no license"));
        String line = read(file)
                .lines()
                .filter(text -> text.contains("no license"))
                .findFirst()
                .orElseThrow();
        assertTrue(line.contains(" ERROR ") && line.contains("test.Broken"), line);
        assertTrue(line.contains(" cause=\"java.lang.IllegalStateException: no license\""), line);
    }

    @Test
    void outputIsFollowedAcrossAnUpdateOfTheBundle() throws Exception {
        Path file = folder.resolve("navigator.log");
        configure(file);
        RunningProcess shop = writers.tenant("shop");
        Writers.write(shop, "stdout", "one\n");
        Eventually.holds(() -> read(file).contains("name=shop.1 stream=stdout one"));

        logging.stop();
        Writers.write(shop, "stdout", "two\n");
        LoggerFactory.getLogger("test").info("between");
        logging.start();

        Eventually.holds(() -> read(file).contains("name=shop.1 stream=stdout two"));
        assertEquals(1, read(file).lines().filter(line -> line.endsWith(" one")).count());
        assertEquals(
                1, read(file).lines().filter(line -> line.endsWith(" between")).count());
    }

    @Test
    void theEndOfAProcessIsHeardThroughTheService() throws Exception {
        Path file = folder.resolve("navigator.log");
        configure(file);
        RunningProcess flash = writers.tenant("flash");
        writers.forget(flash);
        Writers.write(flash, "stderr", "bye");

        ProcessListener listener =
                bench.context().getService(bench.context().getServiceReference(ProcessListener.class));
        listener.gone(flash, ExitStatus.UNKNOWN);

        Eventually.holds(() -> read(file).contains("name=flash.1 stream=stderr partial=true bye"));
    }
}
