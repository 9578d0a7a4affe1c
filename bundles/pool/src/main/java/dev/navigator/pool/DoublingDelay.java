package dev.navigator.pool;

import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.RestartPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The built-in restart policy: one second, doubling up to a minute, less some jitter so that tenants do not march in step. */
final class DoublingDelay implements RestartPolicy {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final double JITTER = 0.1;

    @Override
    public Optional<Duration> delay(RestartContext context) {
        int doublings = Math.min(context.failures() - 1, 6);
        long full = Math.min(LONGEST.toNanos(), FIRST.toNanos() << doublings);
        double factor = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
        return Optional.of(Duration.ofNanos((long) (full * factor)));
    }
}
