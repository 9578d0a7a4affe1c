package dev.navigator.api.processes.spi;

import dev.navigator.api.processes.ProbeContext;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds out whether a starting instance can take requests.
 *
 * <p>Third parties implement this and register it with the service property {@code navigator.strategy}, its name in the
 * configuration. It is called again and again until it says yes or the start's deadline passes, never twice at once for one
 * instance. Calls may block for {@link ProbeContext#timeout()}.
 */
@ConsumerType
public interface ReadinessProbe {

    /** Whether the instance is ready now. An exception counts as "not yet" and is shown if the start fails. */
    boolean ready(ProbeContext context) throws Exception;
}
