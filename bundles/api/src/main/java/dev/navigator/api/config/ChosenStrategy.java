package dev.navigator.api.config;

import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;

/**
 * A strategy that the configuration asks for by name.
 *
 * @param by whose decision it is, for people: {@code tenant 'shop'}
 */
public record ChosenStrategy(String by, StrategyKind kind, StrategyChoice choice) {}
