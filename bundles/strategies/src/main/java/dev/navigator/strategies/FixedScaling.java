package dev.navigator.strategies;

import dev.navigator.api.pool.ScalingContext;
import dev.navigator.api.pool.spi.ScalingPolicy;
import dev.navigator.api.strategy.StrategyOffer;
import org.osgi.service.component.annotations.Component;

/** {@code fixed}: as many as {@code instances} says (1), from the first request that has to wait. */
@Component(property = {StrategyOffer.NAME_PROPERTY + "=fixed", "service.ranking:Integer=-102"})
public final class FixedScaling implements ScalingPolicy {

    @Override
    public int desired(ScalingContext context) {
        return new Options(context.options()).number("instances", 1);
    }
}
