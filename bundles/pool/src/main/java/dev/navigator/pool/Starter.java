package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pids.PidFileException;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.ports.PortLease;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchException;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.text.LogEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a start and of an end that take time: ports, PID files, commands, processes. Every method may block. */
final class Starter {

    private static final Logger LOG = LoggerFactory.getLogger(Starter.class);
    private static final Pattern PORT_TAKEN =
            Pattern.compile("EADDRINUSE|address already in use", Pattern.CASE_INSENSITIVE);
    private static final int OUTPUT_LINES = 10;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Services services;

    Starter(Services services) {
        this.services = services;
    }

    /** Where an instance listens. */
    static InetSocketAddress address(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** Starts a process; nothing is left behind when that fails. */
    Started launch(TenantSettings settings, int number, String digest) {
        PortLease port =
                services.ports.ask(ports -> ports.lease(settings.id(), settings.strategy(StrategyKind.PORT_SELECTOR)));
        boolean launched = false;
        try {
            LaunchPlan plan = LaunchPlan.of(settings, number, port.port());
            // Making the folders of a PID file below a working folder that is missing would hide that it is.
            if (Files.isDirectory(settings.launch().workingDirectory())) {
                plan.pidFile().ifPresent(this::makeWay);
            }
            Started started = launch(plan, services.strategies.command(plan), port, digest);
            launched = true;
            return started;
        } finally {
            if (!launched) {
                release(port);
            }
        }
    }

    private Started launch(LaunchPlan plan, List<String> command, PortLease port, String digest) {
        String shown = String.join(" ", command);
        try {
            RunningProcess process = services.processes.ask(processes -> processes.launch(plan.spec(command, digest)));
            return new Started(process, port, shown);
        } catch (LaunchException e) {
            throw new StartException(shown, e);
        }
    }

    /** Takes a process over that runs already; one that has no port it may have is terminated. */
    Started adopt(TenantSettings settings, RunningProcess process) {
        boolean adopted = false;
        try {
            int port =
                    process.port().orElseThrow(() -> new IllegalStateException("the port of a process is not known"));
            PortLease lease = services.ports.ask(ports -> ports.adopt(settings.id(), port));
            adopted = true;
            return new Started(process, lease, "");
        } finally {
            if (!adopted) {
                terminate(process, settings.timeouts().stop(), status -> {});
            }
        }
    }

    /**
     * Ends a process's group, gently first; asks again for as long as there is nobody to ask. Returns at once.
     *
     * @param gone told when nothing is left of the group
     */
    void terminate(RunningProcess process, Duration grace, Consumer<ExitStatus> gone) {
        services.scheduler.blocking().execute(() -> {
            try {
                services.processes
                        .ask(processes -> processes.terminate(process.identity(), grace))
                        .whenComplete((status, failure) -> gone.accept(status == null ? ExitStatus.UNKNOWN : status));
            } catch (RuntimeException e) { // whatever it is: the process still runs, and holds its port and its place
                LOG.error("{}", new LogEvent("Process cannot be stopped now").with("pid", process.pid()), e);
                services.scheduler.after(RETRY, services.scheduler.blocking(), () -> terminate(process, grace, gone));
            }
        });
    }

    /** Writes the PID file of an instance that is ready, unless it has written its own. */
    void ensurePidFile(RunningProcess process) {
        process.pidFile().ifPresent(file -> {
            try {
                services.pidFiles.run(pidFiles -> pidFiles.ensure(file, process.identity()));
            } catch (PidFileException e) {
                LOG.warn(
                        "{}",
                        new LogEvent("PID file not written")
                                .with("pid", process.pid())
                                .with("reason", String.valueOf(e.getMessage())));
            }
        });
    }

    /** Gives back what a process had that is gone; tries again if that goes wrong, as nobody else gives the port back. */
    void free(Started gone) {
        ProcessIdentity identity = gone.process().identity();
        try {
            release(gone.port());
            gone.process()
                    .pidFile()
                    .ifPresent(file -> services.pidFiles.run(pidFiles -> pidFiles.remove(file, identity)));
        } catch (RuntimeException e) {
            if (!services.handedOver()) {
                LOG.warn(
                        "{}", new LogEvent("Port or PID file cannot be given back now").with("pid", identity.pid()), e);
                services.scheduler.after(RETRY, services.scheduler.blocking(), () -> free(gone));
            }
        }
    }

    /** The last lines a process wrote, on one line. */
    String lastOutput(RunningProcess process) {
        List<String> lines =
                services.processes.ask(processes -> processes.lastOutput(process.identity(), OUTPUT_LINES));
        return String.join(" | ", lines);
    }

    /** Whether a process's own people listen on its port. */
    boolean listens(Started started) {
        ProcessIdentity identity = started.process().identity();
        return services.processes.ask(
                processes -> processes.listens(identity, started.port().port()));
    }

    /** Whether anybody, perhaps a stranger, accepts connections where a process is to listen. */
    boolean accepts(Started started) {
        return services.portWatch.finds(started.port().port());
    }

    /** As {@link #listens}; in doubt it does. */
    boolean mayListen(Started started) {
        try {
            return listens(started);
        } catch (RuntimeException e) { // whatever it is: it says nothing about the process
            LOG.warn(
                    "{}",
                    new LogEvent("Port cannot be examined")
                            .with("port", started.port().port()),
                    e);
            return true;
        }
    }

    /** Whether a process that has ended did so because somebody else has its port. */
    boolean portTaken(Started ended, String output) {
        return PORT_TAKEN.matcher(output).find()
                || (PortWatch.isListenedOn(ended.port().port()) && !listens(ended));
    }

    private void makeWay(Path pidFile) {
        services.pidFiles.run(pidFiles -> pidFiles.prepare(pidFile));
    }

    private void release(PortLease port) {
        services.ports.run(ports -> ports.release(port));
    }
}
