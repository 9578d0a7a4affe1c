package dev.navigator.api.ports;

import dev.navigator.api.config.TenantId;

/**
 * The right of one tenant to have one of its instances listen on a port, from the decision to start it until the process is
 * gone. A value: it may be kept while the bundle that granted it is replaced.
 *
 * @param port between 1 and 65535
 * @param tenant who holds it
 * @param serial tells this lease from earlier ones of the same port
 */
public record PortLease(int port, TenantId tenant, long serial) {}
