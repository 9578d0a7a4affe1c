package dev.navigator.pool;

import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built-in launch strategy: the configured command, else the Rails server. */
final class DefaultCommand implements LaunchCommandFactory {

    /** Nothing in particular: it is asked when nobody else knows. */
    @Override
    public boolean recognises(Path workingDirectory) {
        return false;
    }

    @Override
    public List<String> command(LaunchContext context) {
        List<String> argv = new ArrayList<>();
        context.command().ifPresentOrElse(argv::add, () -> argv.addAll(railsServer(context)));
        argv.addAll(context.args());
        return argv;
    }

    private static List<String> railsServer(LaunchContext context) {
        List<String> argv = new ArrayList<>(
                Files.isExecutable(context.workingDirectory().resolve("bin/rails"))
                        ? List.of("bin/rails", "server")
                        : List.of("bundle", "exec", "rails", "server"));
        String port = Integer.toString(context.port());
        argv.addAll(List.of("-b", "127.0.0.1", "-p", port));
        if (!context.environment().containsKey("PIDFILE")) {
            // Rails refuses to start beside another instance with the same PID file, and all have one by default.
            argv.addAll(List.of("-P", "tmp/pids/navigator-" + port + ".pid"));
        }
        return argv;
    }
}
