package dev.navigator.api.processes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything needed to start one process.
 *
 * @param command argv as it is executed, no shell between; a first entry without a slash is looked for in the child's PATH,
 *     one with a slash is relative to {@code workingDirectory}
 * @param environment added to Navigator's own, replacing what has the same name; never logged
 * @param port what the process is expected to listen on
 * @param pidFile removed when the process is gone
 * @param digest tells whether a configuration change means another command; opaque, safe to store
 */
public record LaunchSpec(
        Owner owner,
        List<String> command,
        Path workingDirectory,
        Map<String, String> environment,
        OptionalInt port,
        Optional<Path> pidFile,
        String digest) {

    public LaunchSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
