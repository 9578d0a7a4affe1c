package dev.navigator.api.config;

import java.time.Duration;

/**
 * How long Navigator waits for whom.
 *
 * @param head for a request's head, from its first byte; then 408
 * @param bodyIdle between two pieces of a request's body; then 408
 * @param keepAlive for the next request on an idle connection; then it is closed
 * @param connect for an instance to accept a connection
 * @param response for an instance's response to begin, and between two pieces of it; then 504
 * @param tunnelIdle for any byte in either direction of an upgraded connection; zero: for ever
 */
public record HttpTimeouts(
        Duration head,
        Duration bodyIdle,
        Duration keepAlive,
        Duration connect,
        Duration response,
        Duration tunnelIdle) {}
