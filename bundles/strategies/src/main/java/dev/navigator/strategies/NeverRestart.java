package dev.navigator.strategies;

import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.strategy.StrategyOffer;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code never}: what fails stays down until an operator or a new configuration asks for it. */
@Component(property = {StrategyOffer.NAME_PROPERTY + "=never", "service.ranking:Integer=-102"})
public final class NeverRestart implements RestartPolicy {

    @Override
    public Optional<Duration> delay(RestartContext context) {
        return Optional.empty();
    }
}
