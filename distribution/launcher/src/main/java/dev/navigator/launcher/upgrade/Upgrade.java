package dev.navigator.launcher.upgrade;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.routing.Listener;
import dev.navigator.launcher.framework.Container;
import dev.navigator.launcher.runtime.ServiceManager;
import dev.navigator.launcher.runtime.Shutdown;
import dev.navigator.launcher.runtime.SystemScheduler;
import dev.navigator.launcher.state.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the running Navigator gives way to another process, as {@code -s upgrade} asks: it starts that one, lets go of everything
 * when it asks for that, finishes what is in flight once it serves, and goes on as before should it fail.
 *
 * <p>What is said, with {@link Predecessor} at the other end: {@code yield PID FOLDER}, {@code yielded PID} with {@link OperatorStops} or {@code refused WHY},
 * {@code serving} or {@code failed WHY}, and then what {@link PredecessorLeases} understands.
 */
public final class Upgrade {

    /** What a running Navigator starts its successor with, followed by its socket and the configuration file; nothing for people. */
    public static final String TAKE_OVER = "--take-over";

    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration SHORTEST_DRAIN = Duration.ofSeconds(60);
    private static final Duration KILL = Duration.ofSeconds(10);

    /** One try. The outcome is empty when the other one serves, and otherwise why it does not. */
    private static final class Attempt {
        final CompletableFuture<ProcessHandle> successor = new CompletableFuture<>();
        final AtomicBoolean met = new AtomicBoolean();
        final CompletableFuture<Optional<String>> outcome = new CompletableFuture<>();

        /** Whether whoever waits for this try is the first to act on it. */
        boolean meet() {
            return met.compareAndSet(false, true);
        }

        long pid() {
            return successor.join().pid();
        }
    }

    private final Container container;
    private final Shutdown shutdown;
    private final SystemScheduler scheduler;
    private final Possessions possessions;
    private final UpgradeSocket socket;
    private final Optional<Predecessor> predecessor;
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();

    public Upgrade(
            Container container,
            Shutdown shutdown,
            SystemScheduler scheduler,
            Claim claim,
            ServiceManager manager,
            Optional<Predecessor> predecessor) {
        this.container = container;
        this.shutdown = shutdown;
        this.scheduler = scheduler;
        this.socket = new UpgradeSocket(shutdown.stateDirectory(), scheduler.blocking(), this::visit);
        this.predecessor = predecessor;
        this.possessions = new Possessions(container, shutdown, scheduler, claim, socket, manager);
    }

    /** From now on upgrades are possible. */
    public void open() {
        socket.open();
    }

    /**
     * The end was asked for: waits for an upgrade under way, passes the wish on to whoever serves then, and lets no other begin.
     *
     * @return whether another process serves
     */
    public boolean superseded() {
        Attempt none = new Attempt();
        while (!current.compareAndSet(null, none)) {
            Attempt attempt = current.get();
            boolean meant = attempt == null || attempt.outcome.isDone();
            if (attempt != null && attempt.outcome.join().isEmpty()) {
                if (!meant) {
                    attempt.successor.join().destroy();
                }
                return true;
            }
        }
        socket.close();
        return false;
    }

    /** A client of the socket. Blocks for as long as it has something to say. */
    private void visit(Wire wire) {
        try (wire) {
            List<String> words = wire.receive();
            String what = words.isEmpty() ? "" : words.get(0);
            if (what.equals("upgrade") && words.size() == 3) {
                Optional<String> problem = upgrade(Path.of(words.get(1)), Path.of(words.get(2)));
                wire.send(problem.isEmpty() ? "upgraded" : "failed", problem.orElseGet(this::successorPid));
            } else if (what.equals("failed") && words.size() == 2) {
                failedEarly(words.get(1));
            } else if (what.equals("yield") && words.size() == 3) {
                successor(wire, Long.parseLong(words.get(1)), Path.of(words.get(2)));
            } else {
                wire.send("refused", "'" + what + "' is not understood by this version");
            }
        } catch (IOException e) {
            LOG.debug("Client of the socket for upgrades left", e);
        }
    }

    private String successorPid() {
        Attempt attempt = current.get();
        return attempt == null ? "" : Long.toString(attempt.pid());
    }

    /** Starts another Navigator and waits until it serves. @return why it does not */
    private Optional<String> upgrade(Path home, Path config) {
        if (ProcessHandle.current().pid() == 1) {
            return Optional.of("Navigator is PID 1, with whose end the container ends; replace the container instead");
        }
        if (shutdown.stopping()) {
            return Optional.of("Navigator is stopping");
        }
        Attempt attempt = new Attempt();
        if (!current.compareAndSet(null, attempt)) {
            return Optional.of("another upgrade is under way");
        }
        try {
            ProcessHandle process = start(home, config);
            LOG.info("Upgrading successor={} home={} config={}", process.pid(), home, config);
            attempt.successor.complete(process);
            var late = scheduler.after(LIMIT, scheduler.blocking(), process::destroyForcibly);
            var unused = process.onExit().whenComplete((ended, error) -> endedUnmet(attempt));
            var unusedToo = attempt.outcome.whenComplete((problem, error) -> late.cancel());
        } catch (IOException | RuntimeException e) { // no number where there was no room for it, for instance
            fail(attempt, "'" + home + "' cannot be started: " + e.getMessage());
        }
        return attempt.outcome.join();
    }

    private void failedEarly(String reason) {
        Attempt attempt = current.get();
        if (attempt != null && attempt.meet()) {
            fail(attempt, reason);
        }
    }

    private void endedUnmet(Attempt attempt) {
        if (attempt.meet()) {
            fail(attempt, "the other Navigator ended before it could take over; the log says why");
        }
    }

    /**
     * In a session of its own: who ends this one by its terminal does not mean that one. And a child of whoever takes orphans
     * from the beginning: a service manager waits for the end of its own children alone.
     */
    private ProcessHandle start(Path home, Path config) throws IOException {
        Path stateDirectory = shutdown.stateDirectory();
        Path note = stateDirectory.resolve("successor");
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "setsid \"$@\" & echo $! >\"$0\"",
                        note.toString(),
                        home.resolve("bin/navigator").toString(),
                        TAKE_OVER,
                        UpgradeSocket.file(stateDirectory).toString(),
                        config.toString())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        shell.onExit().join();
        long pid = Long.parseLong(Files.readString(note).strip());
        Files.delete(note);
        return ProcessHandle.of(pid).orElseThrow(() -> new IOException("it ended at once; the log says why"));
    }

    private void fail(Attempt attempt, String reason) {
        LOG.error("Upgrade failed, this Navigator goes on reason=\"{}\"", reason);
        current.set(null);
        attempt.outcome.complete(Optional.of(reason));
    }

    /** The successor asks for everything. */
    private void successor(Wire wire, long pid, Path stateDirectory) throws IOException {
        Attempt attempt = current.get();
        if (attempt == null || attempt.pid() != pid || !attempt.meet()) {
            wire.send("refused", "nobody asked for PID " + pid + " to take over");
            return;
        }
        Optional<String> obstacle = stateDirectory.equals(shutdown.stateDirectory())
                ? possessions.awaitCalm()
                : Optional.of("its server.state_dir is '" + stateDirectory + "', ours is '" + shutdown.stateDirectory()
                        + "'");
        if (obstacle.isPresent()) {
            wire.send("refused", obstacle.get());
            fail(attempt, obstacle.get());
            return;
        }
        Optional<String> problem = handOver(wire);
        if (problem.isEmpty()) {
            finish(wire, attempt);
        } else {
            goOn(attempt, problem.get());
        }
    }

    /** As before the attempt; whatever goes wrong, whoever waits for the outcome is told it. */
    private void goOn(Attempt attempt, String problem) {
        try {
            end(attempt.successor.join());
            possessions.takeBack(attempt.pid());
        } catch (RuntimeException e) {
            LOG.error("Not everything could be taken back; restart Navigator", e);
        } finally {
            fail(attempt, problem);
        }
    }

    /** @return why the successor does not serve */
    private Optional<String> handOver(Wire wire) {
        try {
            List<String> words = new ArrayList<>(
                    List.of("yielded", Long.toString(ProcessHandle.current().pid())));
            words.addAll(possessions.letGo().words());
            wire.send(words);
            possessions.tellBusy(wire);
            List<String> answer = wire.receive();
            if (answer.isEmpty()) {
                return Optional.of("the other Navigator ended while it took over; the log says why");
            }
            return answer.get(0).equals("serving") ? Optional.empty() : Optional.of(answer.get(answer.size() - 1));
        } catch (IOException | RuntimeException e) { // whatever it is: there is everything to take back
            return Optional.of("the other Navigator does not take over: " + e.getMessage());
        }
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        try {
            process.onExit().get(KILL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("The other Navigator does not end pid={}", process.pid(), e);
        }
    }

    /** The successor serves. Returns when it has ended, or this one does. */
    private void finish(Wire wire, Attempt attempt) {
        RemotePool pool = possessions.leaveTo(wire);
        LOG.info("Upgraded, finishing what is in flight successor={}", attempt.pid());
        attempt.outcome.complete(Optional.empty());
        CompletableFuture<Void> retired = container
                .service(Listener.class)
                .map(listener -> listener.retire(drain()).toCompletableFuture())
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        // one that finishes for this one still is known to the successor through this one alone
        CompletableFuture<Void> gone =
                predecessor.map(Predecessor::gone).orElseGet(() -> CompletableFuture.completedFuture(null));
        var unused = CompletableFuture.allOf(retired, gone).whenComplete((none, error) -> shutdown.stop());
        pool.hear();
    }

    private Duration drain() {
        return container.service(Configuration.class).stream()
                .flatMap(configuration -> configuration.tenants().stream())
                .map(tenant -> tenant.timeouts().drain())
                .reduce(SHORTEST_DRAIN, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
}
