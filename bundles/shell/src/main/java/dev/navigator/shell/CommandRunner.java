package dev.navigator.shell;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs Navigator's own commands, and no others, through Gogo. Arguments are handed over as values: Gogo's language never sees
 * them.
 */
final class CommandRunner {

    static final int FINE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
    private static final Pattern COMMAND = Pattern.compile("[a-z]{1,32}");

    private final @Nullable CommandProcessor processor;

    CommandRunner(@Nullable CommandProcessor processor) {
        this.processor = processor;
    }

    /** What a command printed, and its exit status. */
    record Outcome(String text, int status) {}

    /** Runs {@code words} and blocks until the command has ended. */
    Outcome run(List<String> words) {
        String command = words.isEmpty() ? "help" : words.get(0);
        if (!COMMAND.matcher(command).matches()) {
            return new Outcome(unknown(command), USAGE);
        }
        if (processor == null) {
            return new Outcome("the command processor is not there now; try again\n", FAILED);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        InputStream nothing = new ByteArrayInputStream(new byte[0]);
        try (CommandSession session = processor.createSession(nothing, out, out)) {
            int status = execute(session, command, words.subList(Math.min(1, words.size()), words.size()), out);
            out.flush();
            return new Outcome(bytes.toString(StandardCharsets.UTF_8), status);
        }
    }

    private static int execute(CommandSession session, String command, List<String> arguments, PrintStream out) {
        StringBuilder line = new StringBuilder("navigator:" + command);
        for (int i = 0; i < arguments.size(); i++) {
            session.put("argument" + i, arguments.get(i));
            line.append(" $argument").append(i);
        }
        try {
            session.execute(line);
            return FINE;
        } catch (CommandFailure e) {
            out.println(e.getMessage());
            return FAILED;
        } catch (CommandNotFoundException e) {
            out.print(unknown(command));
            return USAGE;
        } catch (IllegalArgumentException e) {
            out.println("'" + command + "' does not take these arguments; see: help");
            return USAGE;
        } catch (Exception e) {
            LOG.error("Command failed command={}", command, e);
            out.println("'" + command + "' went wrong; the log says how");
            return FAILED;
        }
    }

    private static String unknown(String command) {
        return "'" + Text.visible(command) + "' is no command; see: help\n";
    }
}
