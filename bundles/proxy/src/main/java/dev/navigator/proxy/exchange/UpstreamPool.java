package dev.navigator.proxy.exchange;

import dev.navigator.api.pool.InstanceLease;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Idle connections to instances, by address, the last used first. Confined to one I/O thread. */
final class UpstreamPool {

    private static final int MOST_IDLE = 1024;

    private final Map<InetSocketAddress, Deque<UpstreamConnection>> idle = new HashMap<>();

    /**
     * An idle connection to the leased instance; null when there is none that is sound. A port may have changed hands: what
     * leads to another instance is closed.
     */
    @Nullable
    UpstreamConnection take(InstanceLease lease, Exchange exchange, boolean repeatable) {
        Deque<UpstreamConnection> connections = idle.get(lease.address());
        if (connections == null) {
            return null;
        }
        for (UpstreamConnection last = connections.pollLast(); last != null; last = connections.pollLast()) {
            boolean same = last.lease().instance().equals(lease.instance());
            if (same && last.usable(repeatable)) {
                last.assign(lease, exchange);
                return last;
            }
            last.close();
        }
        return null;
    }

    /** Keeps a connection whose exchange has ended well. */
    void give(UpstreamConnection connection) {
        Deque<UpstreamConnection> connections =
                idle.computeIfAbsent(connection.lease().address(), address -> new ArrayDeque<>());
        if (connections.size() < MOST_IDLE) {
            connections.addLast(connection);
        } else {
            connection.close();
        }
    }

    /** Forgets a connection that is gone. */
    void remove(UpstreamConnection connection) {
        InetSocketAddress address = connection.lease().address();
        Deque<UpstreamConnection> connections = idle.get(address);
        if (connections != null) {
            connections.remove(connection);
            if (connections.isEmpty()) {
                idle.remove(address);
            }
        }
    }
}
