package dev.navigator.shell;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;

/**
 * A command of the shell. It prints to the session's console and throws {@link CommandFailure}; it has no result, so that
 * nothing else is printed.
 */
abstract class Command implements Function {

    /** The scope of all commands of ours. */
    static final String SCOPE = "osgi.command.scope=navigator";

    /** Service property: the command's name. */
    static final String NAME = "osgi.command.function=";

    /** Service property: the command with its arguments, as help shows it. */
    static final String USAGE = "navigator.command.usage";

    /** Service property: what the command does, in a few words. */
    static final String SUMMARY = "navigator.command.summary";

    /** The names of our own commands, which are away only while their bundle is updated. */
    static final Set<String> OURS =
            Set.of("bundles", "help", "ps", "reload", "restart", "shutdown", "start", "status", "stop", "update");

    abstract void run(PrintStream out, List<String> words);

    @Override
    public final @Nullable Object execute(CommandSession session, List<Object> arguments) {
        PrintStream out = session.getConsole();
        run(out, arguments.stream().map(String::valueOf).toList());
        out.flush();
        return null;
    }
}
