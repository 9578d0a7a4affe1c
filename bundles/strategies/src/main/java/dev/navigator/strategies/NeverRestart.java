package dev.navigator.strategies;

import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.RestartPolicy;
import java.time.Duration;
import java.util.Optional;

/** {@code never}: what fails stays down until an operator or a new configuration asks for it. */
public final class NeverRestart implements RestartPolicy {

    @Override
    public Optional<Duration> delay(RestartContext context) {
        return Optional.empty();
    }
}
