package dev.navigator.launcher.cli;

import dev.navigator.api.config.ConfigurationLoader;
import dev.navigator.api.config.Problem;
import java.util.List;

/** {@code navigator --validate}: says all that is wrong with a file and starts nothing. */
public final class Validation {

    private final Terminal terminal;

    public Validation(Terminal terminal) {
        this.terminal = terminal;
    }

    public int run(Arguments arguments) {
        ConfigurationLoader.Result result = Settings.load(arguments.config());
        boolean valid = result.configuration().isPresent();
        if (arguments.json()) {
            terminal.say(json(result.problems()));
        } else {
            result.problems().forEach(problem -> terminal.complain(problem.toString()));
            terminal.say("'" + arguments.config() + "' is "
                    + (valid ? "valid" : "not valid: " + Settings.count(result.problems())));
        }
        return valid ? 0 : 1;
    }

    private static String json(List<Problem> problems) {
        return problems.stream().map(Problem::toJson).toList().toString();
    }
}
