package dev.navigator.managed;

import dev.navigator.api.config.LaunchSettings;
import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.config.Template;
import dev.navigator.api.strategy.StrategyChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One entry of {@code managed_processes}, with the file's defaults. */
final class Settings {

    private final String name;
    private List<String> argv;
    private Path folder = Path.of("/tmp");
    private Map<String, String> environment = Map.of();
    private boolean autoRestart;
    private Duration startDelay = Duration.ZERO;
    private Duration stopTimeout = Duration.ofSeconds(10);
    private List<String> dependsOn = List.of();
    private Optional<ReadyCheck> ready = Optional.empty();
    private StrategyChoice restart = StrategyChoice.ANY;

    private Settings(String name) {
        this.name = name;
        this.argv = List.of(name + "-server");
    }

    static Settings of(String name) {
        return new Settings(name);
    }

    Settings command(String... words) {
        argv = List.of(words);
        return this;
    }

    Settings folder(Path path) {
        folder = path;
        return this;
    }

    Settings env(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    Settings autoRestart() {
        autoRestart = true;
        return this;
    }

    Settings startDelay(int seconds) {
        startDelay = Duration.ofSeconds(seconds);
        return this;
    }

    Settings stopTimeout(int seconds) {
        stopTimeout = Duration.ofSeconds(seconds);
        return this;
    }

    Settings dependsOn(String... names) {
        dependsOn = List.of(names);
        return this;
    }

    Settings ready(ReadyCheck check) {
        ready = Optional.of(check);
        return this;
    }

    Settings restart(StrategyChoice choice) {
        restart = choice;
        return this;
    }

    ManagedProcessSettings build() {
        return new ManagedProcessSettings(
                name,
                new LaunchSettings(
                        folder,
                        Optional.of(Template.literal(argv.get(0))),
                        argv.stream().skip(1).map(Template::literal).toList(),
                        environment.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, entry -> Template.literal(entry.getValue())))),
                autoRestart,
                startDelay,
                stopTimeout,
                dependsOn,
                ready,
                restart);
    }

    static List<ManagedProcessSettings> all(Settings... settings) {
        return Arrays.stream(settings).map(Settings::build).toList();
    }
}
