package dev.navigator.api.processes;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a probe may know of the instance it asks about.
 *
 * @param address where the instance is to listen
 * @param healthCheck the path to ask for, where the configuration names one
 * @param output the file that the instance's stdout and stderr are appended to, or the folder with {@code stdout} and
 *     {@code stderr}; its own alone, no earlier instance's lines are in it
 * @param timeout how long one probe may take
 * @param options what the configuration says beside the strategy's name
 */
public record ProbeContext(
        Owner owner,
        InetSocketAddress address,
        Optional<String> healthCheck,
        Path workingDirectory,
        Path output,
        Duration timeout,
        Map<String, String> options) {

    public ProbeContext {
        options = Map.copyOf(options);
    }
}
