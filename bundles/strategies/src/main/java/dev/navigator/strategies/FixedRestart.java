package dev.navigator.strategies;

import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.RestartPolicy;
import java.time.Duration;
import java.util.Optional;

/** {@code fixed}: the same {@code delay} (5 s) each time. */
public final class FixedRestart implements RestartPolicy {

    @Override
    public Optional<Duration> delay(RestartContext context) {
        return Optional.of(new Options(context.options()).duration("delay", Duration.ofSeconds(5)));
    }
}
