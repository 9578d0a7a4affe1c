package dev.navigator.strategies;

import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code rack}: {@code rackup}, through Bundler where there is a Gemfile. Recognises {@code config.ru}. */
public final class RackCommand implements LaunchCommandFactory {

    @Override
    public boolean recognises(Path workingDirectory) {
        return Files.isRegularFile(workingDirectory.resolve("config.ru"));
    }

    @Override
    public List<String> command(LaunchContext context) {
        Argv rackup = Files.exists(context.workingDirectory().resolve("Gemfile"))
                ? Argv.of("bundle", "exec", "rackup")
                : Argv.of("rackup");
        return rackup.with("-o", "127.0.0.1", "-p", Integer.toString(context.port()))
                .and(context.args());
    }
}
