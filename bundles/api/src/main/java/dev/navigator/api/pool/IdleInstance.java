package dev.navigator.api.pool;

import java.time.Duration;

/**
 * An instance that could be stopped to make room: idle, and above its tenant's {@code min_instances}.
 *
 * @param idle since its last exchange ended
 * @param requestsServed since it was started
 */
public record IdleInstance(InstanceId id, Duration idle, long requestsServed) {}
