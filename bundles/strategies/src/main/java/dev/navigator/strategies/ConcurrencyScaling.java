package dev.navigator.strategies;

import dev.navigator.api.pool.ScalingContext;
import dev.navigator.api.pool.spi.ScalingPolicy;

/**
 * {@code concurrency}: one more instance when all are full and requests wait, and none is on its way already. Stock default.
 */
public final class ConcurrencyScaling implements ScalingPolicy {

    @Override
    public int desired(ScalingContext context) {
        boolean full = context.inFlight() >= context.ready() * context.concurrency();
        boolean more = full && context.queued() > 0 && context.starting() == 0;
        return context.ready() + context.starting() + (more ? 1 : 0);
    }
}
