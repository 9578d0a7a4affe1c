package dev.navigator.api.pool;

import java.time.Duration;

/**
 * What an operator sees of an instance.
 *
 * @param pid 0 while there is no process
 * @param port 0 while none is leased
 * @param inFlight exchanges and tunnels
 * @param age since the launch
 * @param idle since the last exchange ended; zero while one is in flight
 */
public record InstanceStatus(
        int number, InstanceState state, long pid, int port, int inFlight, Duration age, Duration idle) {}
