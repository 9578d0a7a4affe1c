package dev.navigator.api.processes.spi;

import dev.navigator.api.processes.LaunchContext;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says which command starts an instance of a tenant.
 *
 * <p>Third parties implement this and register it with the service property {@code navigator.strategy}, its name in the
 * configuration. Calls may be concurrent and may look at files, but must not wait for anything else.
 */
@ConsumerType
public interface LaunchCommandFactory {

    /**
     * Whether this factory knows how to start what lies in {@code workingDirectory}. Asked, highest service ranking first,
     * when the tenant names neither a command nor a factory.
     */
    boolean recognises(Path workingDirectory);

    /**
     * @return argv, never empty, each entry one argument: no shell reads it
     */
    List<String> command(LaunchContext context);
}
