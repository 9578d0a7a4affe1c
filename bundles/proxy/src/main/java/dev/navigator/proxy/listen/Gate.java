package dev.navigator.proxy.listen;

import dev.navigator.api.runtime.Handover;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import dev.navigator.api.text.LogText;
import dev.navigator.proxy.io.Reactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening socket: bound as soon as its address is known, moved when that changes, tried again while the address is
 * somebody else's, handed on when this bundle is updated. Confined to a mailbox, except for what it shows.
 */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String HANDOVER_KEY = "listener";
    /** What the launcher leaves when another process listens at the same address, and lets this one do so too. */
    private static final String BESIDE_KEY = "listener.beside";

    private static final Duration AGAIN = Duration.ofMillis(250);
    /** Between two attempts to move, while clients are served where they were. */
    private static final Duration MOVE_AGAIN = Duration.ofSeconds(2);

    private static final Duration QUIET_LOOK = Duration.ofMillis(100);
    /** Longer than a client far away takes from its first packet to its last of those that make a connection. */
    private static final int QUIET_LOOKS = 10;

    private static final int MOST_LOOKS = 50;

    private final Scheduler scheduler;
    private final Executor mailbox;
    private final Handover handover;
    private final Reactor reactor;
    private volatile @Nullable Listening listening;
    private volatile @Nullable String problem;
    private @Nullable String reported;
    private @Nullable InetSocketAddress wanted;
    private @Nullable Timer retry;
    private Runnable settled = () -> {};
    private boolean ended;
    private boolean beside;
    private volatile boolean shut;

    Gate(Scheduler scheduler, Executor mailbox, Handover handover, Reactor reactor) {
        this.scheduler = scheduler;
        this.mailbox = mailbox;
        this.handover = handover;
        this.reactor = reactor;
        beside = handover.take(BESIDE_KEY).isPresent();
    }

    /**
     * Listens at {@code address}; an address before is let go once that is so. What cannot be bound is tried again and again.
     *
     * @param outcome told once the address is bound, or {@link #problem} says why it is not yet
     */
    void open(InetSocketAddress address, Runnable outcome) {
        wanted = address;
        settled = outcome;
        reported = null;
        if (retry != null) {
            retry.cancel();
        }
        open(address);
    }

    private void open(InetSocketAddress address) {
        Listening before = listening;
        if (at(address)) {
            problem = null;
            settled.run();
        } else if (before != null || !takeOver(address)) {
            boolean ours = holds(address.getPort());
            boolean shared = beside || ours;
            if (ours) {
                share(true);
            }
            scheduler.blocking().execute(() -> bind(address, shared));
        }
    }

    /** Whether the port is held already, at another address: then both sockets have to agree to the moment they are both there. */
    private boolean holds(int port) {
        Listening current = listening;
        return current != null && current.wanted().getPort() == port;
    }

    private boolean at(InetSocketAddress address) {
        Listening current = listening;
        return current != null && current.wanted().equals(address);
    }

    /** Goes on with the socket of the version of this bundle before, in whose queue connections may be waiting. */
    private boolean takeOver(InetSocketAddress address) {
        if (handover.take(HANDOVER_KEY).orElse(null) instanceof Object[] left
                && left[0] instanceof InetSocketAddress before
                && left[1] instanceof ServerSocketChannel socket) {
            if (before.equals(address)) {
                opened(new Listening(address, socket));
                return true;
            }
            close(socket);
        }
        return false;
    }

    private void bind(InetSocketAddress address, boolean shared) {
        try {
            Listening bound = Listening.bind(address, shared);
            mailbox.execute(() -> opened(bound));
        } catch (IOException | IllegalArgumentException e) { // the latter for an address of a family there is not
            mailbox.execute(() -> failed(address, e));
        }
    }

    private void opened(Listening opened) {
        if (ended || !opened.wanted().equals(wanted)) {
            close(opened.socket());
            return;
        }
        Listening before = listening;
        problem = null;
        listening = opened;
        beside = false;
        LOG.info("Listening address={}", LogText.of(opened.bound()));
        reactor.accept(opened.socket());
        if (before != null) {
            reactor.stopAccepting(before.socket(), () -> close(before.socket()));
        }
        settled.run();
    }

    private void failed(InetSocketAddress address, Exception cause) {
        if (ended || at(address) || !address.equals(wanted)) {
            return;
        }
        if (holds(address.getPort())) {
            share(false);
        }
        Listening before = listening;
        String why = why(address, cause);
        if (!why.equals(reported)) {
            report(why, before);
        }
        problem = why;
        settled.run();
        retry = scheduler.after(before == null ? AGAIN : MOVE_AGAIN, mailbox, () -> again(address));
    }

    private void report(String why, @Nullable Listening before) {
        if (before != null) {
            reported = why;
            LOG.error("Cannot listen: {}; {} goes on", why, LogText.of(before.bound()));
        } else if (why.equals(problem)) { // not at once: it may be the version of this bundle before that lets go
            reported = why;
            LOG.error("Cannot listen: {}", why);
        }
    }

    private void again(InetSocketAddress address) {
        if (!ended && address.equals(wanted)) {
            open(address);
        }
    }

    private static String why(InetSocketAddress address, Exception cause) {
        if (cause instanceof UnresolvedAddressException) {
            return "host '" + address.getHostString() + "': no such host; correct server.listen";
        }
        String reason = cause instanceof BindException ? cause.getMessage() : cause.toString();
        return "port " + address.getPort() + ": " + reason + "; free it or change server.listen";
    }

    private static void close(ServerSocketChannel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("Listening socket was not closed in order", e);
        }
    }

    /** See {@link dev.navigator.api.routing.Listener#share}. */
    void share(boolean allowed) {
        Listening current = listening;
        if (current != null) {
            try {
                current.share(allowed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Accepts no more, after those that wait already. */
    void close() {
        ended = true;
        Listening current = listening;
        listening = null;
        if (current == null) {
            shut = true;
            return;
        }
        reactor.stopAccepting(current.socket(), () -> {
            close(current.socket());
            shut = true;
        });
    }

    /** Accepts no more once nobody has come for a while, since new clients go to another process; in the end even if they do not. */
    void closeWhenQuiet() {
        closeWhenQuiet(reactor.accepted(), QUIET_LOOKS, MOST_LOOKS);
    }

    private void closeWhenQuiet(long seen, int quiet, int most) {
        if (quiet == 0 || most == 0) {
            close();
            return;
        }
        scheduler.after(QUIET_LOOK, mailbox, () -> {
            long now = reactor.accepted();
            closeWhenQuiet(now, now == seen ? quiet - 1 : QUIET_LOOKS, most - 1);
        });
    }

    /** Whether the socket that was closed is. */
    boolean shut() {
        return shut;
    }

    /** Accepts no more and leaves the socket to the next version of this bundle. */
    void handOn() {
        ended = true;
        Listening current = listening;
        listening = null;
        if (current != null) {
            Object[] left = {current.wanted(), current.socket()};
            reactor.pauseAccepting(current.socket(), () -> handover.leave(HANDOVER_KEY, left));
        }
    }

    Optional<InetSocketAddress> accepting() {
        return Optional.ofNullable(listening).map(Listening::bound);
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
