package dev.navigator.launcher.cli;

import dev.navigator.api.config.ConfigurationLoader;
import dev.navigator.api.config.Problem;
import dev.navigator.launcher.runtime.LaunchFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The configuration as the launcher needs it, before there is a framework. */
public final class Settings {

    private final Terminal terminal;

    public Settings(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Loads {@code file}; relative paths in it are relative to the caller's folder. */
    static ConfigurationLoader.Result load(Path file) {
        ConfigurationLoader loader = ServiceLoader.load(ConfigurationLoader.class)
                .findFirst()
                .orElseThrow(() -> new LaunchFailure(
                        "bundle 'dev.navigator.config' is not in the installation; unpack the distribution again"));
        return loader.load(file.toAbsolutePath(), Path.of("").toAbsolutePath(), System.getenv());
    }

    /** Loads {@code file}, or fails after printing every problem. What comes back has a configuration, and maybe warnings. */
    public ConfigurationLoader.Result require(Path file) {
        ConfigurationLoader.Result result = load(file);
        if (result.configuration().isEmpty()) {
            List<Problem> problems = result.problems();
            problems.forEach(problem -> terminal.complain(problem.toString()));
            throw new LaunchFailure("nothing was started: " + count(problems) + " in '" + file + "'");
        }
        return result;
    }

    /** Why it came to {@code failure}, with all that is wrong with {@code file}. */
    public static String reason(LaunchFailure failure, Path file) {
        return Stream.concat(
                        Stream.of(String.valueOf(failure.getMessage())),
                        load(file).problems().stream().filter(Settings::isError).map(Problem::toString))
                .collect(Collectors.joining("; "));
    }

    static String count(List<Problem> problems) {
        long errors = problems.stream().filter(Settings::isError).count();
        return errors == 1 ? "1 error" : errors + " errors";
    }

    static boolean isError(Problem problem) {
        return problem.severity() == Problem.Severity.ERROR;
    }
}
