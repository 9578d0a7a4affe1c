package dev.navigator.strategies;

import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.api.strategy.StrategyOffer;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code fixed}: the same {@code delay} (5 s) each time. */
@Component(property = {StrategyOffer.NAME_PROPERTY + "=fixed", "service.ranking:Integer=-101"})
public final class FixedRestart implements RestartPolicy {

    @Override
    public Optional<Duration> delay(RestartContext context) {
        return Optional.of(new Options(context.options()).duration("delay", Duration.ofSeconds(5)));
    }
}
