package dev.navigator.api.pool.spi;

import dev.navigator.api.pool.IdleInstance;
import dev.navigator.api.pool.InstanceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses the instance that is stopped when {@code pools.max_size} is reached and a tenant without any needs one.
 *
 * <p>Third parties implement this and register it with the service property {@code navigator.strategy}, its name in the
 * configuration. The tenant that needs the room chooses the policy. Calls may be concurrent and must not block.
 */
@ConsumerType
public interface EvictionPolicy {

    /**
     * @param idle not empty, in no particular order; unmodifiable
     * @param options what the configuration of the tenant that needs the room says beside the policy's name; unmodifiable
     * @return one of {@code idle}, or empty to evict nobody: the requests wait on
     */
    Optional<InstanceId> evict(List<IdleInstance> idle, Map<String, String> options);
}
