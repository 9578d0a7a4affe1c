package dev.navigator.api.ports;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.strategy.StrategyChoice;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Leases ports of the configured range ({@code pools.start_port}, {@code pools.port_count}).
 *
 * <p>A leased port is never leased again before its release; a released one is quarantined for a moment and reused last. A
 * port that anybody uses, on any local address, is skipped. All methods may be called from any thread; {@link #lease} asks
 * the operating system about ports and so may take milliseconds.
 */
@ProviderType
public interface Ports {

    /**
     * Leases a free port, chosen by the {@code PortSelector} that {@code choice} names.
     *
     * @throws PortsExhaustedException when no port of the range is free, or the selector refuses them all
     */
    PortLease lease(TenantId tenant, StrategyChoice choice);

    /**
     * Leases a port on which an adopted process already listens.
     *
     * @throws PortsExhaustedException when another tenant holds it
     */
    PortLease adopt(TenantId tenant, int port);

    /** Gives a port back once its process is gone. A lease that was already released is ignored. */
    void release(PortLease lease);

    /** The leases in force, by port. */
    List<PortLease> leases();
}
