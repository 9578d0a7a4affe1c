package dev.navigator.launcher.cli;

import dev.navigator.launcher.upgrade.Upgrade;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line, understood.
 *
 * @param config the configuration file meant, whether or not it exists
 * @param words what is left: the signal's name, or a command with its arguments
 * @param json whether problems are printed for machines
 */
public record Arguments(Action action, Path config, List<String> words, boolean json) {

    public static final String HELP = """
            Usage: navigator [CONFIG]                      run in the foreground; CONFIG: config/navigator.yml
                   navigator --validate CONFIG [--json]    check a configuration file and exit
                   navigator -s reload|stop|quit [CONFIG]  tell the Navigator that runs with CONFIG
                   navigator -s upgrade [CONFIG]           have this version take over from it, applications running on
                   navigator [-c CONFIG] COMMAND [ARG...]  operate it: ps, status, start, stop, restart, reload, help
                   navigator --version | --help

            reload and upgrade wait for the outcome; stop and quit finish the requests in flight and wait for the end.
            Exit status: 0 fine, 1 configuration or run-time failure, 2 usage.""";

    private static final Path DEFAULT_CONFIG = Path.of("config", "navigator.yml");
    private static final List<String> SIGNALS = List.of("reload", "stop", "quit", "upgrade");

    public enum Action {
        RUN,
        VALIDATE,
        SIGNAL,
        COMMAND,
        TRAIN,
        TAKE_OVER,
        VERSION,
        HELP
    }

    public static Arguments parse(String... argv) {
        List<String> rest = new ArrayList<>(List.of(argv));
        String first = rest.isEmpty() ? "" : rest.get(0);
        return switch (first) {
            case "--help", "-h" -> alone(Action.HELP, rest);
            case "--version", "-V" -> alone(Action.VERSION, rest);
            case "--make-cache" -> alone(Action.TRAIN, rest);
            case Upgrade.TAKE_OVER -> takeOver(rest.subList(1, rest.size()));
            case "--validate" -> validate(rest.subList(1, rest.size()));
            case "-s" -> signal(rest.subList(1, rest.size()));
            case "-c" -> command(rest.subList(1, rest.size()));
            case "" -> of(Action.RUN, DEFAULT_CONFIG);
            default -> runOrCommand(rest);
        };
    }

    /** The configuration file of a Navigator that was started with {@code words}; empty when they are for something else. */
    static Optional<Path> served(List<String> words) {
        if (words.isEmpty()) {
            return Optional.of(DEFAULT_CONFIG);
        }
        boolean takesOver = words.get(0).equals(Upgrade.TAKE_OVER) && words.size() == 3;
        boolean alone = words.size() == 1 && !words.get(0).startsWith("-");
        return takesOver || alone ? Optional.of(Path.of(words.get(words.size() - 1))) : Optional.empty();
    }

    private static Arguments alone(Action action, List<String> words) {
        if (words.size() > 1) {
            throw new UsageException("unexpected argument '" + words.get(1) + "' after " + words.get(0));
        }
        return of(action, DEFAULT_CONFIG);
    }

    private static Arguments runOrCommand(List<String> words) {
        String first = words.get(0);
        if (first.startsWith("-")) {
            throw new UsageException("unknown option '" + first + "'");
        }
        if (!looksLikeFile(first)) {
            return new Arguments(Action.COMMAND, DEFAULT_CONFIG, List.copyOf(words), false);
        }
        if (words.size() > 1) {
            throw new UsageException("unexpected argument '" + words.get(1) + "' after the configuration file");
        }
        return of(Action.RUN, Path.of(first));
    }

    private static boolean looksLikeFile(String word) {
        return word.endsWith(".yml") || word.endsWith(".yaml") || word.contains("/") || Files.exists(Path.of(word));
    }

    private static Arguments validate(List<String> words) {
        boolean json = words.contains("--json");
        List<String> files =
                words.stream().filter(word -> !word.equals("--json")).toList();
        if (files.size() != 1 || files.get(0).startsWith("-")) {
            throw new UsageException("--validate takes one configuration file, and --json if wanted");
        }
        return new Arguments(Action.VALIDATE, Path.of(files.get(0)), List.of(), json);
    }

    private static Arguments signal(List<String> words) {
        if (words.isEmpty() || words.size() > 2 || !SIGNALS.contains(words.get(0))) {
            throw new UsageException("-s takes one of " + String.join(", ", SIGNALS) + ", and the configuration file");
        }
        Path config = words.size() == 2 ? Path.of(words.get(1)) : DEFAULT_CONFIG;
        return new Arguments(Action.SIGNAL, config, words.subList(0, 1), false);
    }

    private static Arguments takeOver(List<String> words) {
        if (words.size() != 2) {
            throw new UsageException(Upgrade.TAKE_OVER + " takes a socket and the configuration file");
        }
        return new Arguments(Action.TAKE_OVER, Path.of(words.get(1)), words.subList(0, 1), false);
    }

    private static Arguments command(List<String> words) {
        if (words.size() < 2) {
            throw new UsageException("-c takes the configuration file and a command");
        }
        return new Arguments(Action.COMMAND, Path.of(words.get(0)), List.copyOf(words.subList(1, words.size())), false);
    }

    private static Arguments of(Action action, Path config) {
        return new Arguments(action, config, List.of(), false);
    }
}
