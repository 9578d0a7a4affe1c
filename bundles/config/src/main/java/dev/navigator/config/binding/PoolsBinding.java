package dev.navigator.config.binding;

import dev.navigator.api.config.PoolSettings;
import dev.navigator.config.schema.Fields;
import dev.navigator.config.schema.PoolKeys;

/** Reads the section {@code pools}. */
final class PoolsBinding {

    private static final int LAST_PORT = 65_535;

    private final Fields fields;

    PoolsBinding(Fields fields) {
        this.fields = fields;
    }

    PoolSettings settings() {
        PoolSettings pools = new PoolSettings(
                fields.get(PoolKeys.MAX_SIZE),
                fields.get(PoolKeys.IDLE_TIMEOUT),
                fields.get(PoolKeys.START_PORT),
                fields.get(PoolKeys.PORT_COUNT),
                fields.find(PoolKeys.MAX_CONCURRENT_STARTS)
                        .orElse(Runtime.getRuntime().availableProcessors()));
        checkPorts(pools);
        return pools;
    }

    private void checkPorts(PoolSettings pools) {
        int last = pools.startPort() + pools.portCount() - 1;
        if (last > LAST_PORT) {
            fields.error(
                    fields.has(PoolKeys.START_PORT) ? PoolKeys.START_PORT : PoolKeys.PORT_COUNT,
                    "ports " + pools.startPort() + "-" + last + " go beyond " + LAST_PORT
                            + "; lower 'start_port' or 'port_count'");
        } else if (pools.portCount() < pools.maxSize()) {
            fields.warning(
                    fields.has(PoolKeys.PORT_COUNT) ? PoolKeys.PORT_COUNT : PoolKeys.MAX_SIZE,
                    pools.portCount() + " ports do not suffice for " + pools.maxSize()
                            + " instances; raise 'port_count' or lower 'max_size'");
        }
    }
}
