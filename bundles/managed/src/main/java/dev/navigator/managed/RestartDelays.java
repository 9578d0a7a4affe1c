package dev.navigator.managed;

import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import dev.navigator.api.strategy.StrategySlot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks restart policies, away from the mailbox: the answer may take as long as the deadline of its kind. */
final class RestartDelays {

    private static final Logger LOG = LoggerFactory.getLogger(RestartDelays.class);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Scheduler scheduler;
    private final StrategySlot<RestartPolicy> slot;

    RestartDelays(Scheduler scheduler) {
        this(scheduler, new Backoff(() -> ThreadLocalRandom.current().nextDouble()));
    }

    RestartDelays(Scheduler scheduler, Backoff builtIn) {
        this.scheduler = scheduler;
        this.slot = new StrategySlot<>(
                StrategyKind.RESTART,
                builtIn,
                incident -> LOG.warn("Strategy managed_processes {}", incident.message(), incident.cause()));
    }

    void offer(RestartPolicy policy, Map<String, ?> properties) {
        slot.offer(policy, properties);
    }

    void offer(RestartPolicy policy, Map<String, ?> properties, String bundle, String version) {
        slot.offer(policy, properties, bundle, version);
    }

    void withdraw(RestartPolicy policy) {
        slot.withdraw(policy);
    }

    List<StrategyOffer> offers() {
        return slot.offers();
    }

    /** How long to wait; empty to give up. Never completes exceptionally. */
    CompletionStage<Optional<Duration>> ask(StrategyChoice choice, RestartContext context) {
        CompletableFuture<Optional<Duration>> answer = new CompletableFuture<>();
        scheduler
                .blocking()
                .execute(() ->
                        answer.complete(slot.decide(choice, policy -> policy.delay(context), RestartDelays::sane)));
        return answer;
    }

    @SuppressWarnings("NullAway") // foreign code: null is one of the wrong answers
    private static boolean sane(Optional<Duration> answer) {
        return answer != null && answer.filter(RestartDelays::unreasonable).isEmpty();
    }

    private static boolean unreasonable(Duration delay) {
        return delay.isNegative() || delay.compareTo(LONGEST) > 0;
    }
}
