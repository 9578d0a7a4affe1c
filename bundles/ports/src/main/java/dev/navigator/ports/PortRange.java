package dev.navigator.ports;

import dev.navigator.api.config.PoolSettings;

/** The ports that are leased, first and last included. */
record PortRange(int first, int last) {

    /** What the configuration says when nobody has said anything. */
    static final PortRange DEFAULT = new PortRange(4000, 4099);

    private static final int HIGHEST = 65_535;

    static PortRange of(PoolSettings pools) {
        return new PortRange(pools.startPort(), Math.min(pools.startPort() + pools.portCount() - 1, HIGHEST));
    }

    boolean contains(int port) {
        return first <= port && port <= last;
    }

    int size() {
        return Math.max(0, last - first + 1);
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
