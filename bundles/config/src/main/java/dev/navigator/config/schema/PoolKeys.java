package dev.navigator.config.schema;

import java.time.Duration;
import java.util.List;

/** The section {@code pools}. */
public final class PoolKeys {

    private static final int LAST_PORT = 65_535;

    public static final Key<Integer> MAX_SIZE = Key.of(
                    "max_size",
                    Types.integer(1, 100_000),
                    Effect.AT_ONCE,
                    "Instances of all tenants together. What is above a lowered limit stops as it becomes idle.")
            .or(10, "10");

    public static final Key<Duration> IDLE_TIMEOUT = Key.of(
                    "idle_timeout",
                    Types.POSITIVE_DURATION,
                    Effect.AT_ONCE,
                    "The default of each tenant's `idle_timeout`.")
            .or(Duration.ofMinutes(5), "300")
            .alias("timeout");

    public static final Key<Integer> START_PORT = Key.of(
                    "start_port",
                    Types.integer(1, LAST_PORT),
                    Effect.NEXT_INSTANCE,
                    "The first of the ports that instances are given.")
            .or(4000, "4000");

    public static final Key<Integer> PORT_COUNT = Key.of(
                    "port_count",
                    Types.integer(1, LAST_PORT),
                    Effect.NEXT_INSTANCE,
                    "How many ports, from `start_port` on, instances are given.")
            .or(100, "100");

    public static final Key<Integer> MAX_CONCURRENT_STARTS = Key.of(
                    "max_concurrent_starts",
                    Types.integer(1, 10_000),
                    Effect.AT_ONCE,
                    "Instances that may be starting at the same time; others wait for their turn.")
            .by("the number of processors");

    static final Section SECTION = new Section(
            "pools",
            "All instances of all tenants. May also be written as `applications.pools`, though not in both places.",
            List.of(MAX_SIZE, IDLE_TIMEOUT, START_PORT, PORT_COUNT, MAX_CONCURRENT_STARTS));

    private PoolKeys() {}
}
