package dev.navigator.api.ports.spi;

import dev.navigator.api.config.TenantId;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses the port the next instance listens on.
 *
 * <p>Third parties implement this and register it with the service property {@code navigator.strategy}, its name in the
 * configuration. An implementation decides and remembers nothing: leases belong to the allocator, so a selector may be
 * replaced at any moment, even between two calls for one tenant. Calls may be concurrent and must not block.
 */
@ConsumerType
public interface PortSelector {

    /**
     * @param free the ports free when the call began; unmodifiable, never empty
     * @param options what the tenant's configuration says beside the strategy's name; unmodifiable
     * @return one of {@code free}, or empty to refuse, which fails the start of {@code tenant}
     */
    OptionalInt select(TenantId tenant, SortedSet<Integer> free, Map<String, String> options);
}
