package dev.navigator.managed;

import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategySlot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks restart policies, away from the mailbox: one that takes longer than {@link #PATIENCE} is not waited for, and not asked
 * again before it has returned. The built-in answers for it.
 */
final class RestartDelays {

    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(RestartDelays.class);

    private final Scheduler scheduler;
    private final Backoff builtIn;
    private final StrategySlot<RestartPolicy> slot;
    private final Set<StrategyChoice> stuck = ConcurrentHashMap.newKeySet();

    RestartDelays(Scheduler scheduler) {
        this(scheduler, new Backoff(() -> ThreadLocalRandom.current().nextDouble()));
    }

    RestartDelays(Scheduler scheduler, Backoff builtIn) {
        this.scheduler = scheduler;
        this.builtIn = builtIn;
        this.slot = new StrategySlot<>(
                StrategyKind.RESTART,
                builtIn,
                incident -> LOG.warn("Strategy managed_processes {}", incident.message(), incident.cause()));
    }

    void offer(RestartPolicy policy, Map<String, ?> properties) {
        slot.offer(policy, properties);
    }

    void withdraw(RestartPolicy policy) {
        slot.withdraw(policy);
    }

    /** How long to wait; empty to give up. Completes within {@link #PATIENCE}, never exceptionally. */
    CompletionStage<Optional<Duration>> ask(StrategyChoice choice, RestartContext context) {
        CompletableFuture<Optional<Duration>> answer = new CompletableFuture<>();
        if (stuck.contains(choice)) {
            answer.complete(builtIn.delay(context));
            return answer;
        }
        Timer limit = scheduler.after(PATIENCE, scheduler.blocking(), () -> {
            stuck.add(choice);
            if (answer.complete(builtIn.delay(context))) {
                LOG.warn(
                        "Strategy managed_processes restart '{}' does not answer; the built-in answers until it has",
                        choice.name().orElse("default"));
            }
        });
        scheduler.blocking().execute(() -> {
            try {
                answer.complete(slot.decide(choice, policy -> policy.delay(context), RestartDelays::sane));
            } finally {
                limit.cancel();
                stuck.remove(choice);
            }
        });
        return answer;
    }

    @SuppressWarnings("NullAway") // foreign code: null is one of the wrong answers
    private static boolean sane(Optional<Duration> answer) {
        return answer != null && !answer.filter(Duration::isNegative).isPresent();
    }
}
