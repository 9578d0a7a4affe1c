package dev.navigator.launcher;

import dev.navigator.launcher.cli.Arguments;
import dev.navigator.launcher.cli.Remote;
import dev.navigator.launcher.cli.Settings;
import dev.navigator.launcher.cli.Terminal;
import dev.navigator.launcher.cli.UsageException;
import dev.navigator.launcher.cli.Validation;
import dev.navigator.launcher.installation.Installation;
import dev.navigator.launcher.runtime.LaunchFailure;
import dev.navigator.launcher.upgrade.Predecessor;
import java.nio.file.Path;
import java.util.Optional;

/** Entry point of {@code bin/navigator}. Exit status: 0 fine, 1 configuration or run-time failure, 2 usage. */
public final class Main {

    private Main() {}

    public static void main(String[] argv) {
        LogProvider.use();
        System.exit(run(argv, Terminal.standard()));
    }

    static int run(String[] argv, Terminal terminal) {
        try {
            Arguments arguments = Arguments.parse(argv);
            Installation installation = Installation.locate();
            return switch (arguments.action()) {
                case HELP -> terminal.say(Arguments.HELP);
                case VERSION -> terminal.say("navigator " + installation.version());
                case VALIDATE -> new Validation(terminal).run(arguments);
                case SIGNAL -> new Remote(terminal).signal(arguments, installation);
                case COMMAND -> new Remote(terminal).command(arguments);
                case TRAIN -> Training.run(installation, terminal);
                case TAKE_OVER -> takeOver(installation, arguments, terminal);
                case RUN -> serve(installation, arguments.config(), terminal);
            };
        } catch (UsageException e) {
            terminal.complain("navigator: " + e.getMessage() + "\nTry 'navigator --help'.");
            return 2;
        } catch (LaunchFailure e) {
            terminal.complain("navigator: " + e.getMessage());
            return 1;
        }
    }

    private static int takeOver(Installation installation, Arguments arguments, Terminal terminal) {
        Optional<Predecessor> predecessor =
                Predecessor.meet(Path.of(arguments.words().get(0)));
        try {
            Navigator navigator = new Navigator(installation, new Settings(terminal).require(arguments.config()));
            return predecessor.isPresent() ? navigator.runAfter(predecessor.get()) : navigator.run();
        } catch (LaunchFailure e) {
            predecessor.ifPresent(before -> before.failed(Settings.reason(e, arguments.config())));
            throw e;
        }
    }

    private static int serve(Installation installation, Path config, Terminal terminal) {
        return new Navigator(installation, new Settings(terminal).require(config)).run();
    }
}
