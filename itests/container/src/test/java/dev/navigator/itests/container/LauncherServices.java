package dev.navigator.itests.container;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.HttpLimits;
import dev.navigator.api.config.HttpTimeouts;
import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.PoolSettings;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Lifecycle;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.MemoryHandover;
import dev.navigator.testing.RealScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** The launcher's part: time, handover with the first configuration in it, and the life of the whole. */
final class LauncherServices {

    static final int FIRST_PORT = 21_050;
    static final int PORTS = 20;

    private LauncherServices() {}

    /** Registers the services once in a framework; the bundles' components then come to life. */
    static void offer(BundleContext context) throws IOException {
        if (context.getServiceReference(Scheduler.class) != null) {
            return;
        }
        Path state = Files.createTempDirectory("navigator-container");
        MemoryHandover handover = new MemoryHandover();
        handover.leave("configuration", configuration(state));
        context.registerService(Handover.class, handover, null);
        context.registerService(Lifecycle.class, new FixedLifecycle(state), null);
        context.registerService(Scheduler.class, new RealScheduler(), null);
    }

    private static Configuration configuration(Path folder) {
        Duration minute = Duration.ofMinutes(1);
        return new Configuration(
                folder.resolve("navigator.yml"),
                0,
                new ServerSettings(
                        new ServerSettings.Listen(Optional.of("127.0.0.1"), 0),
                        folder.resolve("navigator.pid"),
                        folder,
                        minute,
                        new HttpLimits(32_768, 100, 8_192, 0, 1_000, 0),
                        new HttpTimeouts(minute, minute, minute, minute, minute, minute),
                        List.of(),
                        Optional.empty(),
                        Map.of(),
                        Duration.ZERO,
                        Optional.empty(),
                        false),
                new PoolSettings(10, minute, FIRST_PORT, PORTS, 2),
                List.of(),
                List.of(),
                new LoggingSettings(
                        LoggingSettings.Format.TEXT,
                        Optional.empty(),
                        LoggingSettings.Level.INFO,
                        1 << 20,
                        1,
                        Optional.empty()),
                Map.of());
    }
}
