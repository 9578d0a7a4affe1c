package dev.navigator.api.strategy;

import java.util.Locale;

/** The decisions that can be taken over by a strategy. */
public enum StrategyKind {
    PORT_SELECTOR,
    LAUNCH,
    READINESS,
    RESTART,
    SCALING,
    INSTANCE_SELECTOR,
    EVICTION,
    ROUTER;

    /** The key in the configuration file that chooses a strategy of this kind. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
