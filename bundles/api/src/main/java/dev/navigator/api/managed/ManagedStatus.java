package dev.navigator.api.managed;

import java.time.Duration;

/**
 * What an operator sees of a managed process.
 *
 * @param pid 0 while it does not run
 * @param restarts since it was first started
 * @param uptime zero while it does not run
 * @param reason why it is in its state, for people; may be empty
 */
public record ManagedStatus(String name, ManagedState state, long pid, int restarts, Duration uptime, String reason) {}
