package dev.navigator.api.pool.spi;

import dev.navigator.api.pool.Candidates;
import dev.navigator.api.routing.RequestView;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Chooses the instance that serves a request.
 *
 * <p>Third parties implement this and register it with the service property {@code navigator.strategy}, its name in the
 * configuration. Called for each request while more than one instance is ready, by several I/O threads at once: it must
 * not block, and should not allocate.
 */
@ConsumerType
public interface InstanceSelector {

    /**
     * @param candidates valid only during the call
     * @param request valid only during the call
     * @param options what the tenant's configuration says beside the selector's name; unmodifiable
     * @return an index below {@code candidates.size()}; if that instance has no place left the pool takes the least busy one,
     *     and -1 leaves the choice to the pool altogether
     */
    int select(Candidates candidates, RequestView request, Map<String, String> options);
}
