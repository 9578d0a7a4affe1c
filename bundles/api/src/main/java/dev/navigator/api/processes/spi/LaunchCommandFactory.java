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
     * The command that starts one instance. It is executed in {@link LaunchContext#workingDirectory()} and has to stay in the
     * foreground.
     *
     * @return argv, never empty, each entry one argument: no shell reads it. {@link LaunchContext#args()} are in it only if this
     *     factory puts them there
     * @throws IllegalArgumentException saying what is wrong with the folder or the options; the built-in answers then
     */
    List<String> command(LaunchContext context);
}
