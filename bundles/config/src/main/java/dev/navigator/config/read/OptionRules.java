package dev.navigator.config.read;

import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import java.util.Map;

/** Knows what options strategies take. */
public interface OptionRules {

    /** Without a framework nobody knows any strategy, and any option is taken. */
    OptionRules NONE = (kind, choice) -> Map.of();

    /**
     * What is wrong with the options of {@code choice}: messages by the option's name. Empty as well when nobody offers the strategy
     * now, or it does not say what options it takes.
     */
    Map<String, String> broken(StrategyKind kind, StrategyChoice choice);
}
