package dev.navigator.launcher.upgrade;

import dev.navigator.api.pool.Pool;
import dev.navigator.api.runtime.Handover;
import dev.navigator.api.text.IoReason;
import dev.navigator.launcher.runtime.LaunchFailure;
import dev.navigator.launcher.runtime.Mailbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Navigator that this one takes over from, which has started it. It may end at any time: then there is nobody to ask, and
 * what it had is found as after the death of any Navigator. See {@link Upgrade} for what is said.
 */
public final class Predecessor {

    private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);

    private final Wire wire;
    private volatile long pid;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private Predecessor(Wire wire) {
        this.wire = wire;
    }

    /**
     * @param socket where it hears of upgrades
     * @return empty when it has ended meanwhile
     */
    public static Optional<Predecessor> meet(Path socket) {
        try {
            return Optional.of(new Predecessor(Wire.to(socket)));
        } catch (IOException e) {
            LOG.warn("Nobody is there to take over from socket={} reason=\"{}\"", socket, e.getMessage());
            return Optional.empty();
        }
    }

    /** Known once it has let go; 0 until then. */
    public long pid() {
        return pid;
    }

    /**
     * Asks it to let go of everything. Returns when it has, or is gone.
     *
     * @param kept gets what bundles are to know of it
     */
    public void letItYield(Path stateDirectory, Handover kept) {
        try {
            wire.send("yield", Long.toString(ProcessHandle.current().pid()), stateDirectory.toString());
            List<String> answer = wire.receive();
            if (!answer.isEmpty() && answer.get(0).equals("refused")) {
                throw new LaunchFailure("the running Navigator does not yield: " + answer.get(1));
            }
            if (answer.size() > 1) {
                pid = Long.parseLong(answer.get(1));
                OperatorStops.read(answer.subList(2, answer.size())).leave(kept);
            }
        } catch (IOException e) {
            LOG.warn("The running Navigator has ended before it could yield reason=\"{}\"", IoReason.of(e));
        }
    }

    /** This one will not serve. */
    public void failed(String reason) {
        tell("failed", reason);
    }

    /** This one serves. */
    public void serving() {
        tell("serving");
    }

    private void tell(String... words) {
        try {
            wire.send(words);
        } catch (IOException e) {
            LOG.warn("The Navigator before this one has ended reason=\"{}\"", IoReason.of(e));
        }
    }

    /** Gives it instances for what it finishes. Returns when it has ended; blocks until then. */
    public void serve(Executor sending, Supplier<Optional<Pool>> pool) {
        PredecessorLeases leases = new PredecessorLeases(wire, sending, pool);
        try (wire) {
            for (List<String> words = wire.receive(); !words.isEmpty(); words = wire.receive()) {
                List<String> message = words;
                Mailbox.contain("predecessor", () -> leases.received(message));
            }
        } catch (IOException e) {
            LOG.debug("The Navigator before this one has ended", e);
        } finally {
            leases.end();
            LOG.info("Predecessor has ended pid={}", pid);
            gone.complete(null);
        }
    }

    /** Completed when nothing of it is left. */
    CompletableFuture<Void> gone() {
        return gone;
    }
}
