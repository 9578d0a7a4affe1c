package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.testing.RealScheduler;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestartDelaysTest {

    private static final Duration BUILT_IN = Duration.ofSeconds(1);

    private final RealScheduler scheduler = new RealScheduler();
    private final RestartDelays delays = new RestartDelays(scheduler, new Backoff(() -> 0.5));

    @AfterEach
    void end() {
        scheduler.close();
    }

    private Optional<Duration> ask(String policy) {
        RestartContext context = new RestartContext(Launch.owner("redis"), 1, Duration.ZERO, Map.of());
        return delays.ask(StrategyChoice.named(policy), context)
                .toCompletableFuture()
                .join();
    }

    @Test
    void nonsenseIsAnsweredForByTheBuiltIn() {
        delays.offer(context -> Optional.of(Duration.ofSeconds(-1)), Map.of("navigator.strategy", "negative"));
        delays.offer(context -> null, Map.of("navigator.strategy", "nothing"));
        delays.offer(context -> Optional.of(ChronoUnit.FOREVER.getDuration()), Map.of("navigator.strategy", "forever"));

        assertEquals(Optional.of(BUILT_IN), ask("negative"));
        assertEquals(Optional.of(BUILT_IN), ask("nothing"));
        assertEquals(Optional.of(BUILT_IN), ask("forever"));
        assertEquals(Optional.of(BUILT_IN), ask("nobody offers this"));
    }

    @Test
    void aWithdrawnPolicyIsAskedNoMore() {
        var policy = (dev.navigator.api.processes.spi.RestartPolicy) context -> Optional.of(Duration.ofSeconds(9));
        delays.offer(policy, Map.of("navigator.strategy", "nine"));
        assertEquals(Optional.of(Duration.ofSeconds(9)), ask("nine"));

        delays.withdraw(policy);

        assertEquals(Optional.of(BUILT_IN), ask("nine"));
    }
}
