package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.runtime.Timer;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when a starting instance is ready: its probe says so, and those who listen are its own. Asks again and again,
 * never twice at once; begins and stops in the tenant's mailbox, asks on threads that may block.
 *
 * <p>The pause grows with the time it has taken so far, which adds little to any start: a tenth of it, up to an amount
 * that nobody notices. When many start at once each asks less often, so that together they stay cheap: a refused
 * connection costs some 40 microseconds.
 */
final class Readiness {

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(5);
    private static final long SHORTEST = Duration.ofMillis(1).toNanos();
    private static final long LONGEST = Duration.ofMillis(8).toNanos();
    private static final long SHARE_OF_EACH = Duration.ofMillis(1).toNanos();
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
    private volatile String reason = "";
    private volatile @Nullable Timer next;

    /**
     * @param ready run once, on a thread that may block
     */
    Readiness(Services services, TenantSettings settings, Started started, Runnable ready) {
        this.services = services;
        this.started = started;
        this.ready = ready;
        starter = new Starter(services);
        choice = settings.strategy(StrategyKind.READINESS);
        context = context(settings, started, choice.options());
        began = services.scheduler.nanoTime();
    }

    private static ProbeContext context(TenantSettings settings, Started started, Map<String, String> options) {
        Duration timeout = settings.timeouts().start();
        return new ProbeContext(
                started.process().owner(),
                Starter.address(started.port().port()),
                settings.healthCheck(),
                settings.launch().workingDirectory(),
                started.process().output(),
                timeout.compareTo(LONGEST_PROBE) < 0 ? timeout : LONGEST_PROBE,
                options);
    }

    void begin() {
        services.probing.incrementAndGet();
        again(SHORTEST);
    }

    void stop() {
        over = true;
        services.probing.decrementAndGet();
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
                : answer.reason().orElse("nobody listens on its port");
        again(answer.ready() ? STRANGER : pause());
    }

    private boolean ownListen() {
        try {
            return starter.listens(started);
        } catch (Awaited.AbsentException e) {
            return false;
        }
    }

    private long pause() {
        long adaptive = Math.max(SHORTEST, Math.min(LONGEST, (services.scheduler.nanoTime() - began) / 10));
        return Math.max(adaptive, services.probing.get() * SHARE_OF_EACH);
    }
}
