package dev.navigator.launcher;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.ConfigurationLoader;
import dev.navigator.api.config.Problem;
import dev.navigator.api.config.Reloader;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.spi.Drainable;
import dev.navigator.api.text.LogText;
import dev.navigator.launcher.framework.Container;
import dev.navigator.launcher.framework.Health;
import dev.navigator.launcher.installation.Installation;
import dev.navigator.launcher.runtime.EarlySocket;
import dev.navigator.launcher.runtime.KeptState;
import dev.navigator.launcher.runtime.LaunchFailure;
import dev.navigator.launcher.runtime.Mailbox;
import dev.navigator.launcher.runtime.ServiceManager;
import dev.navigator.launcher.runtime.Shutdown;
import dev.navigator.launcher.runtime.Signals;
import dev.navigator.launcher.runtime.SystemScheduler;
import dev.navigator.launcher.runtime.Uptime;
import dev.navigator.launcher.state.Claim;
import dev.navigator.launcher.state.FrameworkStorage;
import dev.navigator.launcher.upgrade.Predecessor;
import dev.navigator.launcher.upgrade.Upgrade;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of Navigator, from the PID file's creation to its removal. */
final class Navigator {

    private static final Logger LOG = LoggerFactory.getLogger(Navigator.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(15);
    /** How long an address may still be somebody else's. */
    private static final Duration ADDRESS_LIMIT = Duration.ofSeconds(5);

    private static final String PROXY = "proxy";
    private static final String SERVING = "serving";

    private final Installation installation;
    private final Configuration configuration;
    private final List<Problem> warnings;
    private final KeptState kept = new KeptState();

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
        holdSignals();
        try (Claim claim = Claim.make(configuration.server())) {
            return serve(claim, Optional.empty(), rehearsal);
        }
    }

    /** Takes over from another Navigator, and serves until the end is asked for. @return the exit status */
    int runAfter(Predecessor predecessor) {
        holdSignals();
        predecessor.letItYield(configuration.server().stateDirectory(), kept);
        try (Claim claim = Claim.after(predecessor.pid(), configuration.server())) {
            return serve(claim, Optional.of(predecessor), false);
        }
    }

    /** Whoever finds our PID file may send them, ready or not. */
    private static void holdSignals() {
        List.of("TERM", "INT", "HUP").forEach(Signals::hold);
    }

    private int serve(Claim claim, Optional<Predecessor> predecessor, boolean rehearsal) {
        Shutdown shutdown = new Shutdown(claim.stateDirectory(), installation.version());
        FrameworkStorage storage = new FrameworkStorage(shutdown.stateDirectory());
        Container container = new Container(installation, storage.path());
        SystemScheduler scheduler = new SystemScheduler();
        claim.guard(scheduler);
        kept.leave("configuration", configuration);
        kept.leave("configuration.problems", warnings);
        predecessor.ifPresent(before -> kept.leave("listener.beside", before.pid()));
        Signals.on("TERM", shutdown::signalled);
        Signals.on("INT", shutdown::signalled);
        ServiceManager manager = new ServiceManager(scheduler, System.getenv());
        // heard before anything is adopted: what the one before still uses must not be taken for idle
        predecessor.ifPresent(before -> scheduler.blocking().execute(() -> {
            Mailbox sending = new Mailbox("predecessor", scheduler.blocking());
            before.serve(sending, () -> container.service(Pool.class));
            storage.deleteOld();
        }));
        if (predecessor.isEmpty() && installation.has(PROXY)) {
            EarlySocket.leave(configuration.server().listen(), ADDRESS_LIMIT, kept);
        }
        container.start(scheduler, kept, shutdown);
        if (predecessor.isEmpty()) {
            scheduler.blocking().execute(storage::deleteOld);
        }
        boolean started = started(container, shutdown, manager, predecessor);
        if (!started && predecessor.isPresent()) {
            return 1; // without an end in order, which would end what runs: that belongs to the other one
        }
        Upgrade upgrade = new Upgrade(container, shutdown, scheduler, claim, manager, predecessor);
        if (rehearsal || !started) {
            shutdown.stop();
        } else {
            upgrade.open();
            reloadOnHangup(scheduler, () -> reload(container, shutdown, manager));
        }
        end(container, shutdown, manager, upgrade);
        storage.delete();
        return started ? 0 : 1;
    }

    /** Waits until the end is asked for. */
    private void end(Container container, Shutdown shutdown, ServiceManager manager, Upgrade upgrade) {
        try {
            shutdown.await();
            if (upgrade.superseded()) {
                LOG.info("Navigator ends, another one serves");
            } else {
                manager.stopping();
                shutdown.drain(() -> container.services(Drainable.class), shutdownTimeout(container));
                LOG.info("Navigator stopped");
            }
            container.stop();
        } catch (InterruptedException e) {
            throw new LaunchFailure("interrupted", e);
        }
    }

    /** True also when the end was asked for before the start was complete: that is no failure. */
    private boolean started(
            Container container, Shutdown shutdown, ServiceManager manager, Optional<Predecessor> predecessor) {
        Health health = new Health(container);
        List<String> problems = health.await(START_LIMIT, shutdown::stopping);
        if (!problems.isEmpty() && !shutdown.stopping()) {
            problems.forEach(problem -> LOG.error("Navigator does not start: {}", problem));
            predecessor.ifPresent(before -> before.failed(String.join("; ", problems)));
            return false;
        }
        if (problems.isEmpty()) {
            LOG.info(
                    "Navigator started version={} pid={} listen={} config={} startup_ms={}",
                    installation.version(),
                    ProcessHandle.current().pid(),
                    health.accepts().map(LogText::of).orElse("none"),
                    configuration.file(),
                    Uptime.ofMainThread().toMillis());
            manager.keepWatchdogQuiet(() -> health.accepts().isPresent());
        }
        if (predecessor.isPresent()) {
            manager.mainProcess();
            manager.afterwards(predecessor.get()::serving);
        } else if (problems.isEmpty()) {
            manager.ready(SERVING);
        }
        return true;
    }

    private static Duration shutdownTimeout(Container container) {
        return container
                .service(Configuration.class)
                .map(current -> current.server().shutdownTimeout())
                .orElse(Duration.ofSeconds(25));
    }

    private static void reloadOnHangup(Scheduler scheduler, Runnable reload) {
        Executor reloads = new Mailbox("reload", scheduler.blocking());
        AtomicBoolean waiting = new AtomicBoolean();
        Signals.on("HUP", () -> {
            if (!waiting.getAndSet(true)) { // however many come, one waits for the one that runs
                reloads.execute(() -> {
                    waiting.set(false);
                    reload.run();
                });
            }
        });
    }

    private static void reload(Container container, Shutdown shutdown, ServiceManager manager) {
        if (shutdown.yielding()) {
            LOG.warn("Reload ignored, another Navigator takes over");
            return;
        }
        manager.reloading();
        container
                .service(Reloader.class)
                .ifPresentOrElse(Reloader::reload, () -> LOG.error("Reload: the config bundle is not there"));
        manager.ready(SERVING);
    }
}
