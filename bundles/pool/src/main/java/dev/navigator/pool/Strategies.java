package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.IdleInstance;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.ScalingContext;
import dev.navigator.api.pool.spi.EvictionPolicy;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.pool.spi.ScalingPolicy;
import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import dev.navigator.api.processes.spi.ReadinessProbe;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyIncident;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import dev.navigator.api.strategy.StrategySlot;
import dev.navigator.api.text.LogEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The decisions the pool leaves to strategies, each with a built-in that answers when nobody else does. Thread-safe. */
final class Strategies {

    private static final Logger LOG = LoggerFactory.getLogger(Strategies.class);
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);
    private static final Duration PROBE_GRACE = Duration.ofSeconds(1);
    private static final String CONFIGURED_COMMAND = "command";

    final StrategySlot<LaunchCommandFactory> launch;
    final StrategySlot<ReadinessProbe> readiness;
    final StrategySlot<RestartPolicy> restart;
    final StrategySlot<ScalingPolicy> scaling;
    final StrategySlot<InstanceSelector> selection;
    final StrategySlot<EvictionPolicy> eviction;

    private final Executor logging;

    /**
     * @param logging tells operators about strategies that fail, which may happen on an I/O thread
     */
    Strategies(Executor logging) {
        this.logging = logging;
        launch = slot(StrategyKind.LAUNCH, new DefaultCommand());
        readiness = slot(StrategyKind.READINESS, new DefaultProbe());
        restart = slot(StrategyKind.RESTART, new DoublingDelay());
        scaling = slot(StrategyKind.SCALING, Strategies::oneMoreWhenFull);
        selection = slot(StrategyKind.INSTANCE_SELECTOR, (candidates, request, options) -> -1);
        eviction = slot(StrategyKind.EVICTION, (idle, options) -> idle.stream()
                .max(Comparator.comparing(IdleInstance::idle))
                .map(IdleInstance::id));
    }

    /** What is offered now, for each kind the pool asks. */
    Map<StrategyKind, List<StrategyOffer>> offers() {
        return Map.of(
                StrategyKind.LAUNCH, launch.offers(),
                StrategyKind.READINESS, readiness.offers(),
                StrategyKind.RESTART, restart.offers(),
                StrategyKind.SCALING, scaling.offers(),
                StrategyKind.INSTANCE_SELECTOR, selection.offers(),
                StrategyKind.EVICTION, eviction.offers());
    }

    /**
     * The command that starts an instance: from the strategy the tenant names; else its own command; else from whoever
     * recognises what lies in its folder. Looks at files.
     */
    List<String> command(LaunchPlan plan) {
        StrategyChoice choice = plan.settings().strategy(StrategyKind.LAUNCH);
        if (choice.name().isPresent()) {
            return command(plan, choice);
        }
        if (plan.settings().launch().command().isPresent()) {
            return launch.offers().stream().anyMatch(offer -> offer.name().equals(CONFIGURED_COMMAND))
                    ? command(plan, StrategyChoice.named(CONFIGURED_COMMAND))
                    : builtInCommand(plan);
        }
        return launch.offers().stream()
                .filter(offer -> !offer.quarantined())
                .map(offer -> commandIfRecognised(plan, offer))
                .filter(argv -> !argv.isEmpty())
                .findFirst()
                .orElseGet(() -> builtInCommand(plan));
    }

    private static List<String> builtInCommand(LaunchPlan plan) {
        return new DefaultCommand().command(plan.context(Map.of()));
    }

    private List<String> command(LaunchPlan plan, StrategyChoice choice) {
        return launch.decide(
                choice,
                factory -> copy(factory.command(plan.context(choice.options()))),
                argv -> argv != null && !argv.isEmpty() && argv.stream().allMatch(Objects::nonNull));
    }

    private List<String> commandIfRecognised(LaunchPlan plan, StrategyOffer offer) {
        Map<String, String> options =
                plan.settings().strategy(StrategyKind.LAUNCH).options();
        return launch.decide(
                StrategyChoice.named(offer.name()),
                factory -> factory.recognises(plan.settings().launch().workingDirectory())
                        ? copy(factory.command(plan.context(options)))
                        : List.<String>of(),
                argv -> argv != null && argv.stream().allMatch(Objects::nonNull));
    }

    /** So that no list of a class of the strategy's goes on from here. */
    @SuppressWarnings("NullAway") // foreign code: nulls are among the wrong answers
    private static List<String> copy(List<String> argv) {
        return argv == null ? null : new ArrayList<>(argv);
    }

    /** How long to wait before the next start; empty to give up. */
    Optional<Duration> restartDelay(TenantSettings settings, RestartContext context) {
        return restart.decide(
                settings.strategy(StrategyKind.RESTART),
                policy -> policy.delay(context),
                delay -> delay != null && delay.filter(Strategies::unreasonable).isEmpty());
    }

    private static boolean unreasonable(Duration delay) {
        return delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0;
    }

    /** How many instances a tenant should have. */
    int desired(TenantSettings settings, ScalingContext context) {
        return scaling.decide(
                settings.strategy(StrategyKind.SCALING), policy -> policy.desired(context), desired -> desired >= 0);
    }

    /** Whom to stop to make room; one of {@code idle}, or nobody. */
    Optional<InstanceId> evict(StrategyChoice choice, List<IdleInstance> idle) {
        List<IdleInstance> unchangeable = List.copyOf(idle);
        return eviction.decide(
                choice,
                policy -> policy.evict(unchangeable, choice.options()),
                victim -> victim != null
                        && victim.map(id -> unchangeable.stream()
                                        .anyMatch(candidate -> candidate.id().equals(id)))
                                .orElse(true));
    }

    /** Whether an instance is ready. Blocks. */
    Probed probe(StrategyChoice choice, ProbeContext context) {
        return readiness.decide(
                choice, context.timeout().plus(PROBE_GRACE), probe -> Probed.by(probe, context), answer -> true);
    }

    private static int oneMoreWhenFull(ScalingContext context) {
        int there = context.ready() + context.starting();
        boolean full = context.inFlight() >= context.ready() * context.concurrency();
        return context.starting() == 0 && full && context.queued() > 0 ? there + 1 : there;
    }

    private <S> StrategySlot<S> slot(StrategyKind kind, S builtIn) {
        return new StrategySlot<>(kind, builtIn, incident -> logging.execute(() -> report(incident)));
    }

    private static void report(StrategyIncident incident) {
        LOG.warn(
                "{}",
                new LogEvent("Strategy replaced by the built-in").with("what", incident.message()),
                incident.cause());
    }

    /**
     * What a probe said.
     *
     * @param reason why not, where it told
     */
    record Probed(boolean ready, Optional<String> reason) {

        private static Probed by(ReadinessProbe probe, ProbeContext context) {
            try {
                return new Probed(probe.ready(context), Optional.empty());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Probed(false, Optional.of("interrupted"));
            } catch (Exception e) { // which is how a probe says "not yet" with a reason
                return new Probed(false, Optional.of(reason(e)));
            }
        }

        private static String reason(Exception e) {
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
    }
}
