package dev.navigator.api.strategy;

import org.jspecify.annotations.Nullable;

/**
 * Something an operator should know about the strategies of one kind.
 *
 * @param message what happened and who answers instead
 * @param cause what a strategy threw
 */
public record StrategyIncident(
        StrategyKind kind, String message, @Nullable Throwable cause) {}
