package dev.navigator.api.pool.spi;

import dev.navigator.api.pool.ScalingContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says how many instances a tenant should have now.
 *
 * <p>Third parties implement this and register it with the service property {@code navigator.strategy}, its name in the
 * configuration. Asked whenever a request has to wait. Calls may be concurrent and must not block.
 */
@ConsumerType
public interface ScalingPolicy {

    /**
     * @return ready and starting instances wanted; the pool keeps it within {@code min_instances} and {@code max_processes},
     *     and starts at least one when requests wait and none is there
     */
    int desired(ScalingContext context);
}
