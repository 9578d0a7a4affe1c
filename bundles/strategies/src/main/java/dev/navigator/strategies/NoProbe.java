package dev.navigator.strategies;

import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.spi.ReadinessProbe;
import dev.navigator.api.strategy.StrategyOffer;
import org.osgi.service.component.annotations.Component;

/** {@code none}: nothing is asked beyond what the pool insists on, that a process of the instance's own listens on its port. */
@Component(property = {StrategyOffer.NAME_PROPERTY + "=none", "service.ranking:Integer=-104"})
public final class NoProbe implements ReadinessProbe {

    @Override
    public boolean ready(ProbeContext context) {
        return true;
    }
}
