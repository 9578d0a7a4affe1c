package dev.navigator.api.strategy;

import java.time.Duration;
import java.util.Locale;

/** The decisions that can be taken over by a strategy. */
public enum StrategyKind {
    PORT_SELECTOR(Duration.ofSeconds(1), false),
    LAUNCH(Duration.ofSeconds(5), false),
    READINESS(Duration.ofSeconds(10), false),
    RESTART(Duration.ofSeconds(1), false),
    SCALING(Duration.ofMillis(250), false),
    INSTANCE_SELECTOR(Duration.ofMillis(100), true),
    EVICTION(Duration.ofMillis(250), false),
    ROUTER(Duration.ofMillis(100), true);

    private final Duration deadline;
    private final boolean perRequest;

    StrategyKind(Duration deadline, boolean perRequest) {
        this.deadline = deadline;
        this.perRequest = perRequest;
    }

    /** The key in the configuration file that chooses a strategy of this kind. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
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
