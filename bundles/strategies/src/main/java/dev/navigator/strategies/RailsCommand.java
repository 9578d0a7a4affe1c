package dev.navigator.strategies;

import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code rails}: the Rails server, by {@code bin/rails} where the application has one, else through Bundler. Recognises a
 * Rails application by either. Stock default.
 */
public final class RailsCommand implements LaunchCommandFactory {

    @Override
    public boolean recognises(Path workingDirectory) {
        return hasBinstub(workingDirectory) || Files.exists(workingDirectory.resolve("config/application.rb"));
    }

    @Override
    public List<String> command(LaunchContext context) {
        String port = Integer.toString(context.port());
        Argv rails = hasBinstub(context.workingDirectory())
                ? Argv.of("bin/rails", "server")
                : Argv.of("bundle", "exec", "rails", "server");
        Argv server = rails.with("-b", "127.0.0.1", "-p", port);
        if (!context.environment().containsKey("PIDFILE")) {
            // Rails refuses to start beside another instance with the same PID file, and all have one by default.
            server = server.with("-P", "tmp/pids/navigator-" + port + ".pid");
        }
        return server.and(context.args());
    }

    private static boolean hasBinstub(Path workingDirectory) {
        return Files.isExecutable(workingDirectory.resolve("bin/rails"));
    }
}
