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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Talks to the Navigator that runs with a configuration file, whatever has become of that file. */
public final class Remote {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration DEFAULT_SHUTDOWN = Duration.ofSeconds(25);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Terminal terminal;

    public Remote(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs a command there. @return its exit status */
    public int command(Arguments arguments) {
        if (arguments.words().equals(List.of("help"))
                && meant(arguments.config()).isEmpty()) {
            return terminal.say(Arguments.HELP);
        }
        Path state = state(find(arguments.config()));
        try {
            ControlClient.Answer answer = new ControlClient(state).send(arguments.words(), PATIENCE);
            (answer.status() == 0 ? terminal.out() : terminal.err()).print(answer.text());
            return answer.status();
        } catch (IOException e) {
            return terminal.complain("navigator: control socket in '" + state + "': " + e.getMessage());
        }
    }

    /** {@code -s reload|stop|quit|upgrade}. @return exit status, 0 when it came to pass */
    public int signal(Arguments arguments, Installation installation) {
        return switch (arguments.words().get(0)) {
            case "reload" -> command(arguments);
            case "upgrade" -> upgrade(installation, arguments.config());
            default -> stop(arguments.config());
        };
    }

    private int upgrade(Installation installation, Path config) {
        try (Wire wire = Wire.to(UpgradeSocket.file(state(find(config))))) {
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

    private int stop(Path config) {
        Optional<ProcessHandle> running = ProcessHandle.of(find(config).pid());
        if (running.isEmpty()) {
            return terminal.complain("navigator: it has ended meanwhile");
        }
        ProcessHandle process = running.get();
        process.destroy();
        Duration limit = Settings.load(config)
                .server()
                .map(ServerSettings::shutdownTimeout)
                .orElse(DEFAULT_SHUTDOWN)
                .plus(PATIENCE);
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

    private static List<Running> meant(Path config) {
        return Running.all().stream().filter(one -> one.runsWith(config)).toList();
    }

    private static Path state(Running running) {
        return running.stateDirectory().orElseThrow();
    }

    /** The one that runs with {@code config}, which has a state folder; waits for one that is about to have it. */
    private static Running find(Path config) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<Running> meant = meant(config);
            for (Running one : meant) {
                if (one.stateDirectory().isPresent()) {
                    return one;
                }
            }
            if (meant.isEmpty() || System.nanoTime() - deadline > 0) {
                return findByState(config);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** The one whose state folder {@code config} names, unless it is known to run with another file. */
    private static Running findByState(Path config) {
        String nobody = "no Navigator runs with '" + config + "'";
        ConfigurationLoader.Result read = Settings.load(config);
        ServerSettings server = read.configuration()
                .map(configuration -> configuration.server())
                .orElseThrow(() -> new LaunchFailure(nobody + ", which is not valid either:\n"
                        + read.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"))));
        Path state = server.stateDirectory();
        if (!StateDirectory.inUse(state)) {
            throw new LaunchFailure(nobody);
        }
        for (Running other : Running.all()) {
            if (other.holds(state)) {
                throw new LaunchFailure(
                        nobody + "; the one that uses state folder '" + state + "' runs with '" + other.config() + "'");
            }
        }
        return new Running(PidFile.read(server.pidFile()).orElse(0L), config, Optional.of(state));
    }
}
