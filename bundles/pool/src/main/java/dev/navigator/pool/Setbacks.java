package dev.navigator.pool;

import dev.navigator.api.pool.PoolException;
import dev.navigator.api.pool.PoolException.Reason;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.text.LogEvent;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong with a tenant's instances: told to operators and requests, and taken into account before the next start.
 * Belongs to the tenant's mailbox; only {@link #lastError} may be read by others.
 */
final class Setbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Setbacks.class);

    /** An instance that ran this long is none that keeps crashing. */
    private static final Duration PROVEN = Duration.ofSeconds(10);

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Services services;
    private final Keeper keeper;
    private final Backoff backoff = new Backoff();
    private Reason reason = Reason.START_FAILED;
    private volatile @Nullable String lastError;

    Setbacks(Services services, Keeper keeper) {
        this.services = services;
        this.keeper = keeper;
    }

    /** An instance is ready: all is well again. */
    void ready() {
        backoff.ready();
        lastError = null;
    }

    /** Somebody insists on another try. */
    void forget() {
        backoff.forget();
    }

    /**
     * @param counts whether it says anything about the next start
     */
    void startFailed(Instance instance, StartFailure failure, boolean counts) {
        lastError = failure.describe();
        reason = failure.reason();
        if (reason != Reason.PORTS_EXHAUSTED || services.exhaustion.tryAcquire()) {
            LOG.error("{}", describe(instance, failure));
        }
        long now = services.scheduler.nanoTime();
        if (reason == Reason.PORTS_EXHAUSTED) {
            backoff.pause(now + SOON.toNanos());
        } else if (counts) {
            backoff.startFailed(now, failures -> delay(instance, failures));
        }
    }

    private LogEvent describe(Instance instance, StartFailure failure) {
        return new LogEvent("Process start failed")
                .with("name", keeper.settings().id())
                .with("instance", instance.number)
                .with("command", failure.command())
                .with("working_dir", keeper.settings().launch().workingDirectory())
                .with("exit", failure.exit())
                .with("why", failure.message())
                .with("output", failure.output());
    }

    /** An instance ended by itself; tells operators what that means. */
    void crashed(Instance instance, String how, Outlook outlook) {
        if (proven(instance)) {
            backoff.proven();
        } else {
            backoff.crashed(services.scheduler.nanoTime(), failures -> delay(instance, failures));
        }
        boolean spaced = blocked();
        if (spaced) {
            reason = Reason.START_FAILED;
            lastError = "tenant '" + keeper.settings().id() + "': its instances keep crashing, the last with " + how;
        }
        String what = "Process crashed"
                + switch (outlook) {
                    case NONE -> "";
                    case NOW -> spaced ? ", starting no replacement for a while" : ", starting replacement";
                    case LATER ->
                        spaced ? ", starting no replacement for a while" : ", starting replacement when needed";
                };
        LOG.error("{}", instance.event(what).with("exit", how).with("after", instance.age()));
    }

    /** What is to become of the place of an instance that crashed. */
    enum Outlook {
        /** It is not wanted any more. */
        NONE,
        /** It is to be filled at once. */
        NOW,
        /** It is to be filled when requests ask for it. */
        LATER
    }

    /** It has answered a request, or ran for long: it works, whatever ended it. */
    private boolean proven(Instance instance) {
        Target target = Objects.requireNonNull(instance.target());
        return target.occupancy().answered() || instance.age().compareTo(PROVEN) >= 0;
    }

    private Optional<Duration> delay(Instance instance, int failures) {
        Owner owner = new Owner(Owner.Kind.TENANT, keeper.settings().id().value(), instance.number);
        return services.strategies.restartDelay(
                keeper.settings(),
                new RestartContext(
                        owner,
                        failures,
                        instance.age(),
                        keeper.settings().strategy(StrategyKind.RESTART).options()));
    }

    /** Whether nothing is to be started now. */
    boolean blocked() {
        return backoff.blocks(services.scheduler.nanoTime());
    }

    /** When something may be started again; empty when somebody has to ask for it. */
    OptionalLong unblocked() {
        return backoff.unblocked();
    }

    /** What requests are told that would have to wait for the next start. */
    PoolException exception() {
        long now = services.scheduler.nanoTime();
        Duration wait = blocked()
                ? backoff.unblocked().stream()
                        .mapToObj(at -> Duration.ofNanos(at - now))
                        .findFirst()
                        .orElse(SOON)
                : SOON;
        return new PoolException(reason, Objects.requireNonNullElse(lastError, "the last start failed"), wait);
    }

    /** For operators. */
    Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }
}
