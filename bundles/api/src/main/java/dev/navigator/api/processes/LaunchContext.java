package dev.navigator.api.processes;

import dev.navigator.api.config.TenantId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an instance before it starts.
 *
 * @param instance counts the tenant's instances from 1
 * @param port the leased port it is to listen on, on 127.0.0.1
 * @param command from the configuration, variables replaced
 * @param args from the configuration, variables replaced
 * @param environment what the configuration adds to Navigator's own environment, PORT included
 * @param options what the configuration says beside the strategy's name
 */
public record LaunchContext(
        TenantId tenant,
        int instance,
        int port,
        Path workingDirectory,
        Optional<String> command,
        List<String> args,
        Map<String, String> environment,
        Map<String, String> options) {

    public LaunchContext {
        args = List.copyOf(args);
        environment = Map.copyOf(environment);
        options = Map.copyOf(options);
    }
}
