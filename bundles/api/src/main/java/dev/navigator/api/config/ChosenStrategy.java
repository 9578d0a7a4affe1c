package dev.navigator.api.config;

import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;

/**
 * One decision about which the configuration says something.
 *
 * @param by whose decision it is, for people: {@code tenant 'shop'}
 */
public record ChosenStrategy(String by, StrategyKind kind, StrategyChoice choice) {}
