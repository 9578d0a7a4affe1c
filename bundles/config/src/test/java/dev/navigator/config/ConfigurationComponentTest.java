package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.Problem;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.ManualScheduler;
import dev.navigator.testing.MemoryHandover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

class ConfigurationComponentTest {

    private final MemoryHandover handover = new MemoryHandover();
    private final ManualScheduler scheduler = new ManualScheduler();

    @TempDir
    Path folder;

    private Container container;
    private BundleContext context;
    private FixedLifecycle lifecycle;
    private Path file;

    @BeforeEach
    void start() throws Exception {
        container = new Container(folder.resolve("framework"));
        context = container.context();
        lifecycle = new FixedLifecycle(folder);
        file = folder.resolve("navigator.yml");
        write("- name: one");
        handover.leave("configuration", read());
    }

    @AfterEach
    void stop() throws Exception {
        container.stop();
    }

    @Test
    void whatTheLauncherReadIsPublishedWithoutReadingAgain() throws IOException {
        Configuration first = read();
        handover.leave("configuration", first);
        Files.delete(file);

        component();

        assertEquals(first, published());
    }

    @Test
    void whatTheLauncherFoundIsLoggedOnce() {
        Logger logger = (Logger) LoggerFactory.getLogger(CurrentConfiguration.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
        Problem warning = new Problem(Problem.Severity.WARNING, file, 3, 7, "pools.port_count", "too few");
        handover.leave("configuration.problems", List.of(warning));
        try {
            component();
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }

        assertEquals(
                List.of("WARN Configuration: " + warning),
                log.list.stream()
                        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                        .toList());
        assertEquals(Optional.empty(), handover.take("configuration.problems"));
    }

    @Test
    void withoutAHandoverTheFileIsRead() {
        handover.take("configuration");
        System.setProperty(ConfigurationComponent.FILE_PROPERTY, file.toString());
        try {
            component();
        } finally {
            System.clearProperty(ConfigurationComponent.FILE_PROPERTY);
        }

        assertEquals(List.of("one"), names(published()));
    }

    @Test
    void withoutAHandoverAWrongFileIsAFailure() throws IOException {
        handover.take("configuration");
        write("- nam: one");
        System.setProperty(ConfigurationComponent.FILE_PROPERTY, file.toString());
        try {
            assertThrows(IllegalStateException.class, this::component);
        } finally {
            System.clearProperty(ConfigurationComponent.FILE_PROPERTY);
        }

        assertNull(context.getServiceReference(Configuration.class));
    }

    @Test
    void aReloadPublishesTheNextDeploymentBeforeItReturns() throws IOException {
        ConfigurationComponent component = component();
        write("- name: two");

        List<Problem> problems = component.reload();

        assertEquals(List.of(), problems);
        assertEquals(List.of("two"), names(published()));
        assertEquals(2, published().deployment());
        component.reload();
        assertEquals(3, published().deployment());
    }

    @Test
    void theNewConfigurationComesBeforeTheOldOneLeavesAndOutranksIt() throws Exception {
        ConfigurationComponent component = component();
        Object before = reference().getProperty(Constants.SERVICE_RANKING);
        List<String> events = new ArrayList<>();
        context.addServiceListener(
                event -> events.add((event.getType() == ServiceEvent.REGISTERED ? "comes " : "leaves ")
                        + names((Configuration) context.getService(event.getServiceReference()))),
                "(objectClass=" + Configuration.class.getName() + ")");
        write("- name: two");

        component.reload();

        assertEquals(List.of("comes [two]", "leaves [one]"), events);
        assertTrue((int) reference().getProperty(Constants.SERVICE_RANKING) > (int) before);
    }

    @Test
    void aRefusedReloadChangesNothingAndSaysWhy() throws IOException {
        ConfigurationComponent component = component();
        Configuration before = published();
        write("- nam: two\n- name: a b\n");

        List<Problem> problems = component.reload();

        assertEquals(3, problems.size());
        assertEquals(before, published());
    }

    @Test
    void theNextVersionOfTheBundleGoesOnWithTheConfigurationInForce() throws IOException {
        ConfigurationComponent first = component();
        write("- name: two");
        first.reload();
        write("- name: three");

        first.deactivate();
        assertNull(context.getServiceReference(Configuration.class));
        component();

        assertEquals(List.of("two"), names(published()));
        assertEquals(2, published().deployment());
    }

    @Test
    void anOlderConfigurationThatComesLateDoesNotReplaceANewerOne() {
        Publication publication = new Publication(context);
        Configuration newer = read().withDeployment(3);

        publication.publish(newer, 3);
        publication.publish(read().withDeployment(2), 2);
        assertEquals(newer, published());

        publication.withdraw();
        publication.publish(read().withDeployment(4), 4);
        assertNull(context.getServiceReference(Configuration.class));
    }

    @Test
    void reloadsAtTheSameTimeAreAllDeployments() throws Exception {
        ConfigurationComponent component = component();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(new Thread(component::reload));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(9, published().deployment());
        assertEquals(1, context.getServiceReferences(Configuration.class, null).size());
    }

    @Test
    void aReloadAfterTheHandoverIsRefusedRatherThanLost() {
        ConfigurationComponent component = component();
        component.deactivate();

        assertThrows(IllegalStateException.class, component::reload);
    }

    @Test
    void atTheEndNothingIsLeft() {
        ConfigurationComponent component = component();
        lifecycle.stop();

        component.deactivate();

        assertEquals(Optional.empty(), handover.take("configuration"));
    }

    @Test
    void aWatchedFileIsAppliedWhenItIsSavedButIsNoDeployment() throws IOException {
        write("server: {watch_config: true}\napplications: {tenants: [{name: one}]}");
        handover.leave("configuration", read());
        component();
        scheduler.advance(FileWatch.INTERVAL.multipliedBy(4));

        write("server: {watch_config: true}\napplications: {tenants: [{name: one}, {name: two}]}");
        scheduler.advance(FileWatch.INTERVAL.multipliedBy(4));

        assertEquals(List.of("one", "two"), names(published()));
        assertEquals(1, published().deployment());
    }

    @Test
    void savingWithoutAChangePublishesNothing() throws IOException {
        write("server: {watch_config: true}\napplications: {tenants: [{name: one}]}");
        handover.leave("configuration", read());
        component();
        ServiceReference<Configuration> before = reference();

        write("# said otherwise\nserver: {watch_config: yes}\napplications: {tenants: [{name: one}]}");
        scheduler.advance(FileWatch.INTERVAL.multipliedBy(4));

        assertEquals(before, reference());
    }

    @Test
    void aWrongFileThatIsSavedChangesNothing() throws IOException {
        write("server: {watch_config: true}");
        handover.leave("configuration", read());
        component();

        write("server: {watch_confg: true}");
        scheduler.advance(FileWatch.INTERVAL.multipliedBy(4));

        assertTrue(published().server().watchConfig());
    }

    @Test
    void watchingBeginsAndEndsWithTheKey() throws IOException {
        ConfigurationComponent component = component();
        assertEquals(0, scheduler.pending());

        write("server: {watch_config: true}");
        component.reload();
        assertEquals(1, scheduler.pending());

        write("server: {watch_config: false}");
        scheduler.advance(FileWatch.INTERVAL.multipliedBy(4));
        assertEquals(0, scheduler.pending());
    }

    @Test
    void aBundleThatGoesStopsWatching() throws IOException {
        write("server: {watch_config: true}");
        handover.leave("configuration", read());

        component().deactivate();

        assertEquals(0, scheduler.pending());
    }

    private ConfigurationComponent component() {
        return new ConfigurationComponent(context, handover, lifecycle, scheduler);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private Configuration read() {
        return new YamlConfigurationLoader()
                .load(file, Path.of(""), Map.of())
                .configuration()
                .orElseThrow();
    }

    private ServiceReference<Configuration> reference() {
        ServiceReference<Configuration> reference = context.getServiceReference(Configuration.class);
        assertNotNull(reference);
        return reference;
    }

    private Configuration published() {
        return context.getService(reference());
    }

    private static List<String> names(Configuration configuration) {
        return configuration.tenants().stream()
                .map(tenant -> tenant.id().value())
                .toList();
    }
}
