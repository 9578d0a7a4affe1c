package dev.navigator.strategies;

import dev.navigator.api.pool.ScalingContext;
import dev.navigator.api.pool.spi.ScalingPolicy;

/**
 * {@code queue-depth}: as many instances at once as the requests in flight and waiting fill, at {@code requests} (the tenant's
 * {@code concurrency}) for each. For applications whose requests are long.
 */
public final class QueueDepthScaling implements ScalingPolicy {

    @Override
    public int desired(ScalingContext context) {
        int each = new Options(context.options()).number("requests", context.concurrency());
        int requests = context.inFlight() + context.queued();
        return Math.max(context.ready() + context.starting(), (requests + each - 1) / each);
    }
}
