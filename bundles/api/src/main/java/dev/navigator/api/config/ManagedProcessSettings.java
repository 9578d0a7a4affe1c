package dev.navigator.api.config;

import dev.navigator.api.strategy.StrategyChoice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code managed_processes}.
 *
 * @param name unique among managed processes
 * @param launch always with a command
 * @param startDelay from Navigator's start until the first start
 * @param stopTimeout from SIGTERM until SIGKILL
 * @param dependsOn managed processes that have to be ready first
 * @param ready what makes it ready; empty: it is ready once started
 * @param restart chooses the restart policy
 */
public record ManagedProcessSettings(
        String name,
        LaunchSettings launch,
        boolean autoRestart,
        Duration startDelay,
        Duration stopTimeout,
        List<String> dependsOn,
        Optional<ReadyCheck> ready,
        StrategyChoice restart) {

    public ManagedProcessSettings {
        dependsOn = List.copyOf(dependsOn);
    }
}
