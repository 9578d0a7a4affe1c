package dev.navigator.launcher.cli;

import dev.navigator.api.config.ConfigurationLoader;
import dev.navigator.api.config.Problem;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.launcher.installation.Installation;
import dev.navigator.launcher.runtime.LaunchFailure;
import dev.navigator.launcher.state.PidFile;
import dev.navigator.launcher.state.StateDirectory;
import dev.navigator.launcher.upgrade.UpgradeSocket;
import dev.navigator.launcher.upgrade.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Talks to the Navigator that runs with a configuration file. */
public final class Remote {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Terminal terminal;

    public Remote(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs a command there. @return its exit status */
    public int command(Arguments arguments) {
        return send(server(arguments.config()), arguments.words());
    }

    /** {@code -s reload|stop|quit|upgrade}. @return exit status, 0 when it came to pass */
    public int signal(Arguments arguments, Installation installation) {
        ServerSettings server = server(arguments.config());
        return switch (arguments.words().get(0)) {
            case "reload" -> send(server, arguments.words());
            case "upgrade" -> upgrade(server, installation, arguments.config());
            default -> stop(server);
        };
    }

    private int upgrade(ServerSettings server, Installation installation, Path config) {
        Path state = server.stateDirectory();
        if (!StateDirectory.inUse(state)) {
            return terminal.complain("navigator: no Navigator runs with state folder '" + state + "'");
        }
        try (Wire wire = Wire.to(UpgradeSocket.file(state))) {
            wire.send(
                    "upgrade",
                    installation.home().toString(),
                    config.toAbsolutePath().toString());
            List<String> answer = wire.receive();
            if (answer.size() == 2 && answer.get(0).equals("upgraded")) {
                return terminal.say("PID " + answer.get(1) + " serves, version " + installation.version());
            }
            return terminal.complain("navigator: not upgraded: "
                    + (answer.isEmpty() ? "the running Navigator has ended meanwhile" : answer.get(1)));
        } catch (IOException e) {
            return terminal.complain(
                    "navigator: the running Navigator cannot be upgraded (" + e.getMessage() + "); restart it");
        }
    }

    private int send(ServerSettings server, List<String> words) {
        Path state = server.stateDirectory();
        if (!StateDirectory.inUse(state)) {
            return terminal.complain("navigator: no Navigator runs with state folder '" + state + "'");
        }
        try {
            ControlClient.Answer answer = new ControlClient(state).send(words);
            (answer.status() == 0 ? terminal.out() : terminal.err()).print(answer.text());
            return answer.status();
        } catch (IOException e) {
            return terminal.complain("navigator: control socket in '" + state + "': " + e.getMessage());
        }
    }

    private int stop(ServerSettings server) {
        Optional<ProcessHandle> running = PidFile.read(server.pidFile()).flatMap(ProcessHandle::of);
        if (!StateDirectory.inUse(server.stateDirectory()) || running.isEmpty()) {
            return terminal.complain("navigator: no Navigator runs with PID file '" + server.pidFile() + "'");
        }
        ProcessHandle process = running.get();
        process.destroy();
        Duration limit = server.shutdownTimeout().plus(PATIENCE);
        try {
            process.onExit().get(limit.toSeconds(), TimeUnit.SECONDS);
            return 0;
        } catch (TimeoutException e) {
            return terminal.complain(
                    "navigator: PID " + process.pid() + " still runs after " + limit.toSeconds() + "s");
        } catch (InterruptedException | ExecutionException e) {
            throw new LaunchFailure("waiting for PID " + process.pid() + " was interrupted", e);
        }
    }

    /** A file that has become wrong must not keep an operator from the Navigator that runs with it. */
    private static ServerSettings server(Path config) {
        ConfigurationLoader.Result result = Settings.load(config);
        return result.server()
                .orElseThrow(() -> new LaunchFailure(
                        result.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"))));
    }
}
