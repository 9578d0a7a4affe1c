package dev.navigator.testing;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.ports.PortLease;
import dev.navigator.api.ports.Ports;
import dev.navigator.api.ports.PortsExhaustedException;
import dev.navigator.api.strategy.StrategyChoice;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Leases of ports that are only numbers: each in turn, so that none is reused before the range is through. Thread-safe. */
public final class FakePorts implements Ports {

    private final int first;
    private final int count;
    private final Map<Integer, PortLease> leases = new ConcurrentSkipListMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong serials = new AtomicLong();

    public FakePorts(int first, int count) {
        this.first = first;
        this.count = count;
    }

    @Override
    public PortLease lease(TenantId tenant, StrategyChoice choice) {
        for (int tried = 0; tried < count; tried++) {
            int port = first + Math.floorMod(turn.getAndIncrement(), count);
            PortLease lease = new PortLease(port, tenant, serials.incrementAndGet());
            if (leases.putIfAbsent(port, lease) == null) {
                return lease;
            }
        }
        throw new PortsExhaustedException("tenant '" + tenant + "': every port is leased");
    }

    @Override
    public PortLease adopt(TenantId tenant, int port) {
        PortLease lease = leases.computeIfAbsent(port, free -> new PortLease(port, tenant, serials.incrementAndGet()));
        if (!lease.tenant().equals(tenant)) {
            throw new PortsExhaustedException("port " + port + ": leased to '" + lease.tenant() + "'");
        }
        return lease;
    }

    @Override
    public void release(PortLease lease) {
        leases.remove(lease.port(), lease);
    }

    @Override
    public List<PortLease> leases() {
        return List.copyOf(leases.values());
    }
}
