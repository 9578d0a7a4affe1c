package dev.navigator.managed;

import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.RestartPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * The built-in restart policy: one second, doubling, at most a minute, give or take a tenth, so that what failed together
 * does not come back together. It never gives up.
 */
final class Backoff implements RestartPolicy {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(60);
    private static final double JITTER = 0.1;
    private static final int DOUBLINGS = 6;

    private final DoubleSupplier random;

    /**
     * @param random evenly spread over [0, 1)
     */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    @Override
    public Optional<Duration> delay(RestartContext context) {
        int doublings = Math.min(Math.max(context.failures(), 1) - 1, DOUBLINGS);
        double factor = (1L << doublings) * (1 + JITTER * (2 * random.getAsDouble() - 1));
        Duration delay = Duration.ofNanos((long) (FIRST.toNanos() * factor));
        return Optional.of(delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
    }
}
