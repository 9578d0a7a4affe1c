package dev.navigator.strategies;

import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code command}: the tenant's own {@code command} and {@code args}. It starts every tenant that has a command and names no
 * other strategy; a plugin of the same name with a higher ranking stands in for all of these.
 */
public final class ConfiguredCommand implements LaunchCommandFactory {

    @Override
    public boolean recognises(Path workingDirectory) {
        return false;
    }

    @Override
    public List<String> command(LaunchContext context) {
        String command = context.command()
                .orElseThrow(() -> new IllegalArgumentException(
                        "tenant '" + context.tenant() + "': launch is 'command', but there is no command"));
        return Argv.of(command).and(context.args());
    }
}
