package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.runtime.Timer;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when a starting instance is ready: somebody listens on its port, its probe says so, and those who listen are its
 * own. Asks the probe again and again, as often as {@link PortWatch} looks, never twice at once; begins and stops in the
 * tenant's mailbox, asks on threads that may block.
 */
final class Readiness {

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(5);
    /** What is seen of an instance whose port refuses connections. */
    static final String DEAF = "nobody listens on its port";

    /** Asking who listens on a port reads all of a process's descriptors: not worth it so often once it was a stranger. */
    private static final long STRANGER = Duration.ofMillis(50).toNanos();

    private final Services services;
    private final Starter starter;
    private final Started started;
    private final StrategyChoice choice;
    private final ProbeContext context;
    private final Runnable ready;
    private final long began;

    private volatile boolean over;
    private volatile String reason = DEAF;
    private volatile @Nullable Timer next;
    private PortWatch.@Nullable Wait listening;

    /**
     * @param ready run once, on a thread that may block
     */
    Readiness(Services services, TenantSettings settings, Started started, Runnable ready) {
        this.services = services;
        this.started = started;
        this.ready = ready;
        starter = new Starter(services);
        choice = settings.strategy(StrategyKind.READINESS);
        context = context(settings, started);
        began = services.scheduler.nanoTime();
    }

    /** What a probe of a process is told. */
    static ProbeContext context(TenantSettings settings, Started started) {
        Duration timeout = settings.timeouts().start();
        return new ProbeContext(
                started.process().owner(),
                Starter.address(started.port().port()),
                settings.healthCheck(),
                settings.launch().workingDirectory(),
                started.process().output(),
                timeout.compareTo(LONGEST_PROBE) < 0 ? timeout : LONGEST_PROBE,
                settings.strategy(StrategyKind.READINESS).options());
    }

    void begin() {
        services.probing.incrementAndGet();
        listening = services.portWatch.begin(started.port().port(), this::probe);
    }

    void stop() {
        over = true;
        services.probing.decrementAndGet();
        if (listening != null) {
            services.portWatch.end(listening);
        }
        Timer pending = next;
        if (pending != null) {
            pending.cancel();
        }
    }

    /** Why it was not ready the last time it was asked. */
    String reason() {
        return reason;
    }

    private void again(long pause) {
        next = services.scheduler.after(Duration.ofNanos(pause), services.scheduler.blocking(), this::probe);
    }

    private void probe() {
        if (over) {
            return;
        }
        Strategies.Probed answer = services.strategies.probe(choice, context);
        if (answer.ready() && ownListen()) {
            ready.run();
            return;
        }
        reason = answer.ready()
                ? "a process that is not its own listens on its port"
                : answer.reason().orElse(DEAF);
        again(answer.ready() ? STRANGER : pause());
    }

    private boolean ownListen() {
        try {
            return starter.listens(started);
        } catch (RuntimeException e) { // whatever it is: it is asked again
            return false;
        }
    }

    private long pause() {
        return PortWatch.pause(services.scheduler.nanoTime() - began, services.probing.get());
    }
}
