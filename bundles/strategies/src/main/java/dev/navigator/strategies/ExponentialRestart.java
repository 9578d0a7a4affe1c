package dev.navigator.strategies;

import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.RestartPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@code exponential}: {@code first} (1 s), doubling up to {@code longest} (60 s), less up to a tenth so that many do not march in
 * step; {@code first} again after {@code reset} (60 s) of good running. Stock default.
 */
public final class ExponentialRestart implements RestartPolicy {

    private static final double JITTER = 0.1;
    private static final int MOST_DOUBLINGS = 30;

    @Override
    public Optional<Duration> delay(RestartContext context) {
        Options options = new Options(context.options());
        Duration first = options.duration("first", Duration.ofSeconds(1));
        Duration longest = options.duration("longest", Duration.ofMinutes(1));
        Duration reset = options.duration("reset", Duration.ofMinutes(1));
        boolean wentWell = context.uptime().compareTo(reset) >= 0;
        int doublings = wentWell ? 0 : Math.min(context.failures() - 1, MOST_DOUBLINGS);
        Duration full = shorter(first.multipliedBy(1L << doublings), longest);
        double factor = 1 - JITTER * ThreadLocalRandom.current().nextDouble();
        return Optional.of(Duration.ofNanos((long) (full.toNanos() * factor)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
