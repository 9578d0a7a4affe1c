package dev.navigator.api.config;

import java.time.Duration;

/**
 * The section {@code pools}.
 *
 * @param maxSize instances of all tenants together
 * @param idleTimeout default of each tenant's
 * @param startPort first port of the range leased to instances
 * @param portCount size of that range
 * @param maxConcurrentStarts instances that may be starting at once
 */
public record PoolSettings(int maxSize, Duration idleTimeout, int startPort, int portCount, int maxConcurrentStarts) {}
