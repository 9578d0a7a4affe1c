package dev.navigator.api.processes.spi;

import dev.navigator.api.processes.RestartContext;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Spaces the restarts of something that keeps failing.
 *
 * <p>Third parties implement this and register it with the service property {@code navigator.strategy}, its name in the
 * configuration. Calls may be concurrent and must not block.
 */
@ConsumerType
public interface RestartPolicy {

    /**
     * @return how long to wait before the next start, a day at most; empty to give up until an operator or a new
     *     configuration asks
     */
    Optional<Duration> delay(RestartContext context);
}
