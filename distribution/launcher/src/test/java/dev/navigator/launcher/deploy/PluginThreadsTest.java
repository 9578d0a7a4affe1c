package dev.navigator.launcher.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.Eventually;
import dev.navigator.testing.ManualScheduler;
import dev.navigator.testing.RealScheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

class PluginThreadsTest {

    @TempDir
    private Path home;

    private final ManualScheduler clock = new ManualScheduler();
    private final RealScheduler scheduler = new RealScheduler();
    private final PluginThreads threads = new PluginThreads(clock);
    private Felix felix;
    private DropFolderPlugins plugins;

    @BeforeEach
    void start() throws Exception {
        felix = new Felix(Map.of(
                Constants.FRAMEWORK_STORAGE,
                home.resolve("framework").toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "dev.navigator.api.runtime.spi;version=1.0.0"));
        felix.start();
        felix.getBundleContext().addBundleListener(threads);
        plugins = new DropFolderPlugins(
                felix.getBundleContext(),
                scheduler,
                new PluginSigners(home.resolve("signers.pem")),
                home.resolve("copies"),
                Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() throws Exception {
        felix.stop();
        felix.waitForStop(10_000);
        scheduler.close();
    }

    /** Installs a bundle that runs {@code body} when it starts, and removes it again. */
    private void passing(String body) throws Exception {
        Path jar = new Plugins(home).bundle("deploy/leak.jar", "org.acme.leak", "1.2.0", body);
        plugins.changed(jar);
        assertEquals(List.of(), plugins.problems());
        plugins.gone(jar);
        clock.advance(Duration.ofSeconds(4));
    }

    @Test
    void aThreadOfAPluginsClassThatStaysIsItsOwn() throws Exception {
        Path end = home.resolve("end");
        passing("""
                Thread thread = new Thread(() -> {
                    while (!java.nio.file.Files.exists(java.nio.file.Path.of("%s"))) {
                        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
                    }
                }, "acme-poller");
                thread.setDaemon(true);
                thread.start();
                """.formatted(end));

        assertEquals(1, threads.problems().size());
        String problem = threads.problems().get(0);
        assertTrue(
                problem.startsWith("bundle 'org.acme.leak 1.2.0': has stopped and left threads behind (acme-poller)"),
                problem);

        Files.createFile(end);
        Eventually.holds(() -> threads.problems().isEmpty());
    }

    @Test
    void aThreadOfTheJdksThatThePluginsStartMadeIsItsOwn() throws Exception {
        passing("new java.util.Timer(\"acme-timer\", true);");

        assertTrue(
                threads.problems().get(0).contains("(acme-timer)"),
                threads.problems().toString());
    }

    @Test
    void aPluginThatLeavesNothingBehindIsNoProblem() throws Exception {
        passing("offer(context, \"a\");");

        assertEquals(List.of(), threads.problems());
    }
}
