package dev.navigator.launcher;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.ConfigurationLoader;
import dev.navigator.api.config.Problem;
import dev.navigator.api.config.Reloader;
import dev.navigator.api.runtime.spi.Drainable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of Navigator, from the PID file's creation to its removal. */
final class Navigator {

    private static final Logger LOG = LoggerFactory.getLogger(Navigator.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(15);
    private static final String SERVING = "serving";

    private final Installation installation;
    private final Configuration configuration;
    private final List<Problem> warnings;

    /**
     * @param loaded with a configuration in it
     */
    Navigator(Installation installation, ConfigurationLoader.Result loaded) {
        this.installation = installation;
        this.configuration = loaded.configuration().orElseThrow();
        this.warnings = loaded.problems();
    }

    /** Serves until the end is asked for. @return the exit status */
    int run() {
        return run(false);
    }

    /** Starts, and stops as soon as everything is there. @return the exit status */
    int rehearse() {
        return run(true);
    }

    private int run(boolean rehearsal) {
        try (StateDirectory state = StateDirectory.take(configuration.server().stateDirectory())) {
            PidFile pidFile = PidFile.write(configuration.server().pidFile());
            try {
                return serve(new Shutdown(state.path(), installation.version()), rehearsal);
            } catch (InterruptedException e) {
                throw new LaunchFailure("interrupted", e);
            } finally {
                pidFile.remove();
            }
        }
    }

    private int serve(Shutdown shutdown, boolean rehearsal) throws InterruptedException {
        FrameworkStorage storage = new FrameworkStorage(shutdown.stateDirectory());
        Container container = new Container(installation, storage.path());
        SystemScheduler scheduler = new SystemScheduler();
        KeptState kept = new KeptState();
        kept.leave("configuration", configuration);
        kept.leave("configuration.problems", warnings);
        Signals.on("TERM", shutdown::signalled);
        Signals.on("INT", shutdown::signalled);
        ServiceManager manager = new ServiceManager(scheduler, System.getenv());
        Signals.on("HUP", () -> scheduler.blocking().execute(() -> reload(container, manager)));
        container.start(scheduler, kept, shutdown);
        boolean started = started(container, shutdown, manager);
        scheduler.blocking().execute(storage::deleteOld);
        if (rehearsal || !started) {
            shutdown.stop();
        }
        shutdown.await();
        manager.stopping();
        shutdown.drain(() -> container.services(Drainable.class), shutdownTimeout(container));
        LOG.info("Navigator stopped");
        container.stop();
        return started ? 0 : 1;
    }

    /** True also when the end was asked for before the start was complete: that is no failure. */
    private boolean started(Container container, Shutdown shutdown, ServiceManager manager) {
        Health health = new Health(container);
        List<String> problems = health.await(START_LIMIT, shutdown::stopping);
        if (!problems.isEmpty()) {
            problems.forEach(problem -> LOG.error("Navigator does not start: {}", problem));
            return shutdown.stopping();
        }
        LOG.info(
                "Navigator started version={} pid={} listen={} config={} startup_ms={}",
                installation.version(),
                ProcessHandle.current().pid(),
                health.accepts().map(Navigator::text).orElse("none"),
                configuration.file(),
                Uptime.ofMainThread().toMillis());
        manager.ready(SERVING);
        manager.keepWatchdogQuiet(() -> health.accepts().isPresent());
        return true;
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private static Duration shutdownTimeout(Container container) {
        return container
                .service(Configuration.class)
                .map(current -> current.server().shutdownTimeout())
                .orElse(Duration.ofSeconds(25));
    }

    private static void reload(Container container, ServiceManager manager) {
        manager.reloading();
        container
                .service(Reloader.class)
                .ifPresentOrElse(Reloader::reload, () -> LOG.error("Reload: the config bundle is not there"));
        manager.ready(SERVING);
    }
}
