package dev.navigator.api.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a process is started.
 *
 * @param workingDirectory absolute, as configured: a symbolic link in it is followed at each start
 * @param command empty: a launch strategy says
 * @param args argv after the command
 * @param environment added to Navigator's own
 */
public record LaunchSettings(
        Path workingDirectory, Optional<Template> command, List<Template> args, Map<String, Template> environment) {

    public LaunchSettings {
        args = List.copyOf(args);
        environment = Map.copyOf(environment);
    }
}
