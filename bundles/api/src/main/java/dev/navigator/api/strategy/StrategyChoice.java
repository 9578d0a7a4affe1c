package dev.navigator.api.strategy;

import java.util.Map;
import java.util.Optional;

/**
 * What the configuration says about one decision of one tenant or managed process.
 *
 * @param name the strategy asked for; empty: the highest ranking one serves
 * @param version a version range in OSGi syntax that the offering bundle has to be in; empty: any
 * @param options handed to the strategy at each call, as written in the file
 */
public record StrategyChoice(Optional<String> name, Optional<String> version, Map<String, String> options) {

    /** Nothing chosen: the highest ranking strategy serves, without options. */
    public static final StrategyChoice ANY = new StrategyChoice(Optional.empty(), Optional.empty(), Map.of());

    public StrategyChoice {
        options = Map.copyOf(options);
    }

    /** The strategy called {@code name}, in any version, without options. */
    public static StrategyChoice named(String name) {
        return new StrategyChoice(Optional.of(name), Optional.empty(), Map.of());
    }
}
