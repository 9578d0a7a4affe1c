package dev.navigator.shell;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one command line through Gogo: a command of scope {@code navigator} by its name, its words as they are. They are never
 * parsed as Gogo's language, so nothing in them can start anything else. Only where an operator allowed it, {@code gogo} runs
 * any line of that language.
 */
final class CommandRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
    private static final Duration UPDATE = Duration.ofSeconds(3);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final String SCOPE = "navigator:";
    private static final String ANYTHING = "gogo";
    private static final Pattern COMMAND = Pattern.compile("[a-z][a-z0-9_-]*");

    private final Awaited<CommandProcessor> processor;
    private final boolean anything;

    /**
     * @param anything whether {@code gogo} is allowed
     */
    CommandRunner(Awaited<CommandProcessor> processor, boolean anything) {
        this.processor = processor;
        this.anything = anything;
    }

    /** Runs a command; what it prints and what goes wrong goes to {@code out}. @return its exit status */
    int run(List<String> words, PrintStream out) {
        try {
            CommandProcessor gogo = processor
                    .within(UPDATE)
                    .orElseThrow(
                            () -> new CommandFailure("the shell is not there: Gogo's bundles are missing or stopped"));
            InputStream nothing = new ByteArrayInputStream(new byte[0]);
            try (CommandSession session = gogo.createSession(nothing, out, out)) {
                run(session, words.isEmpty() ? List.of("help") : words, out);
            }
            return 0;
        } catch (CommandFailure e) {
            out.println("navigator: " + Text.visible(String.valueOf(e.getMessage())));
            return e.status();
        } catch (IllegalArgumentException e) { // Gogo's answer to arguments that a third party's command does not take
            out.println("navigator: " + Text.visible(String.valueOf(e.getMessage())));
            return CommandFailure.USAGE;
        } catch (Exception e) { // a command may be anybody's
            String command = words.isEmpty() ? "help" : words.get(0);
            LOG.warn("Command failed command={} reason=\"{}\"", command, e.toString());
            LOG.debug("Command failed command={}", command, e);
            out.println("navigator: " + Text.visible(command + ": " + e));
            return CommandFailure.FAILED;
        }
    }

    private void run(CommandSession session, List<String> words, PrintStream out) throws Exception {
        String name = words.get(0);
        Object result;
        if (anything && name.equals(ANYTHING)) {
            result = session.execute(String.join(" ", words.subList(1, words.size())));
        } else {
            List<Object> arguments = new ArrayList<>(words.subList(1, words.size()));
            result = command(session, name).execute(session, arguments);
        }
        if (result != null) {
            out.println(session.format(result, Converter.INSPECT));
        }
    }

    /** One of our own commands may be away while its bundle is updated: it is waited for. */
    private static Function command(CommandSession session, String name) {
        if (COMMAND.matcher(name).matches()) {
            long start = System.nanoTime();
            do {
                if (session.get(SCOPE + name) instanceof Function function) {
                    return function;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            } while (Command.OURS.contains(name) && System.nanoTime() - start < UPDATE.toNanos());
        }
        List<String> known = new ArrayList<>();
        if (session.get(".commands") instanceof Iterable<?> commands) {
            for (Object command : commands) {
                String full = String.valueOf(command);
                if (full.startsWith(SCOPE)) {
                    known.add(full.substring(SCOPE.length()));
                }
            }
        }
        throw CommandFailure.usage("unknown command '" + name + "'; "
                + Nearest.to(name, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("'navigator help' lists them"));
    }
}
