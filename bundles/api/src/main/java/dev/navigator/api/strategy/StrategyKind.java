package dev.navigator.api.strategy;

import java.time.Duration;
import java.util.Locale;

/** The decisions that can be taken over by a strategy. */
public enum StrategyKind {
    PORT_SELECTOR("ports.spi.PortSelector", Duration.ofSeconds(1), false),
    LAUNCH("processes.spi.LaunchCommandFactory", Duration.ofSeconds(5), false),
    READINESS("processes.spi.ReadinessProbe", Duration.ofSeconds(10), false),
    RESTART("processes.spi.RestartPolicy", Duration.ofSeconds(1), false),
    SCALING("pool.spi.ScalingPolicy", Duration.ofMillis(250), false),
    INSTANCE_SELECTOR("pool.spi.InstanceSelector", Duration.ofMillis(100), true),
    EVICTION("pool.spi.EvictionPolicy", Duration.ofMillis(250), false),
    ROUTER("routing.spi.Router", Duration.ofMillis(100), true);

    private final String service;
    private final Duration deadline;
    private final boolean perRequest;

    StrategyKind(String service, Duration deadline, boolean perRequest) {
        this.service = "dev.navigator.api." + service;
        this.deadline = deadline;
        this.perRequest = perRequest;
    }

    /** The key in the configuration file that chooses a strategy of this kind. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the interface that strategies of this kind are registered under. */
    public String service() {
        return service;
    }

    /** How long a decision of this kind may take before somebody else makes it. */
    public Duration deadline() {
        return deadline;
    }

    /** Whether it is made for each request, by the thread that also carries the request's bytes. */
    public boolean perRequest() {
        return perRequest;
    }
}
