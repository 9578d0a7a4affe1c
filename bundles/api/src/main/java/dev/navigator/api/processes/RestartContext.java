package dev.navigator.api.processes;

import java.time.Duration;
import java.util.Map;

/**
 * What a restart policy may know.
 *
 * @param failures how often in a row it has failed, the last time included; at least 1
 * @param uptime how long it ran the last time
 * @param options what the configuration says beside the strategy's name
 */
public record RestartContext(Owner owner, int failures, Duration uptime, Map<String, String> options) {

    public RestartContext {
        options = Map.copyOf(options);
    }
}
