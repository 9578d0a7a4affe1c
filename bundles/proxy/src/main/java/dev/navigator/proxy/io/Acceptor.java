package dev.navigator.proxy.io;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts the connections of one server socket, on one thread. When there is no room, or the system has no descriptor left, it
 * pauses, and the clients wait in the socket's queue.
 */
final class Acceptor implements IoThread.Registered {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);
    private static final int AT_ONCE = 64;
    private static final long TOLD_EVERY = TimeUnit.SECONDS.toNanos(10);

    private final ServerSocketChannel server;
    private final Consumer<SocketChannel> accepted;
    private final BooleanSupplier room;
    private final SelectionKey key;
    private boolean paused;
    private boolean told;
    private long toldAt;

    Acceptor(IoThread thread, ServerSocketChannel server, Consumer<SocketChannel> accepted, BooleanSupplier room)
            throws IOException {
        this.server = server;
        this.accepted = accepted;
        this.room = room;
        server.configureBlocking(false);
        key = server.register(thread.selector(), SelectionKey.OP_ACCEPT, this);
    }

    @Override
    public void ready(int operations) {
        if (room.getAsBoolean()) {
            accept(AT_ONCE, room);
        } else {
            pause("so many connections are open that the other descriptors are needed to serve them; raise the limit of"
                    + " open files");
        }
    }

    /** Accepts up to {@code most} of those that wait. */
    private void accept(int most, BooleanSupplier further) {
        try {
            for (int i = 0; i < most && further.getAsBoolean(); i++) {
                SocketChannel channel = server.accept();
                if (channel == null) {
                    return;
                }
                take(channel);
            }
        } catch (IOException e) {
            pause(e.toString());
        }
    }

    /** What goes wrong with one connection is that one's business. */
    private void take(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            accepted.accept(channel);
        } catch (IOException e) {
            LOG.debug("Connection was gone before it was served", e);
            discard(channel);
        }
    }

    private static void discard(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Connection was not closed in order", e);
        }
    }

    private void pause(String reason) {
        long now = System.nanoTime();
        if (!told || now - toldAt > TOLD_EVERY) {
            LOG.error("Accepting pauses, clients wait reason=\"{}\"", reason);
            told = true;
            toldAt = now;
        }
        paused = true;
        key.interestOps(0);
    }

    @Override
    public void tick() {
        if (paused) {
            paused = false;
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    /** Accepts all that wait. */
    void acceptAll() {
        accept(Integer.MAX_VALUE, () -> true);
    }

    /** Accepts no more; the socket stays open. */
    void stop() {
        key.cancel();
    }
}
