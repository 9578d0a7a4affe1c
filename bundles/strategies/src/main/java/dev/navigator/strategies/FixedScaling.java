package dev.navigator.strategies;

import dev.navigator.api.pool.ScalingContext;
import dev.navigator.api.pool.spi.ScalingPolicy;

/** {@code fixed}: as many as {@code instances} says (1), from the first request that has to wait. */
public final class FixedScaling implements ScalingPolicy {

    @Override
    public int desired(ScalingContext context) {
        return new Options(context.options()).number("instances", 1);
    }
}
