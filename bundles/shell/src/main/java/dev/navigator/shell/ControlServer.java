package dev.navigator.shell;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers clients of the control socket.
 *
 * <p>The protocol: a client connects, sends the words of one command in UTF-8, separated by NUL, and shuts its output down.
 * The answer is the command's output in UTF-8, a NUL, the exit status in decimal and a line feed; then the connection ends.
 * The output itself holds no NUL.
 *
 * <p>Clients are served at most {@value #CLIENTS} at a time, others wait in the kernel's queue. One that takes longer than
 * {@link #PATIENCE} to send its request, or to read its answer, is cut off; a command takes as long as it takes.
 */
final class ControlServer {

    static final int CLIENTS = 8;
    static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final Door door;
    private final Scheduler scheduler;
    private final CommandRunner runner;
    private final Selector selector;
    private final Semaphore places = new Semaphore(CLIENTS);

    /** Lets a client in. */
    interface Door {

        /** @return null when nobody waits outside */
        @Nullable
        SocketChannel accept() throws IOException;
    }

    /**
     * @param listening bound already; whoever passes it in closes it
     */
    ControlServer(ServerSocketChannel listening, Scheduler scheduler, CommandRunner runner) throws IOException {
        this(listening, listening::accept, scheduler, runner);
    }

    ControlServer(ServerSocketChannel listening, Door door, Scheduler scheduler, CommandRunner runner)
            throws IOException {
        this.door = door;
        this.scheduler = scheduler;
        this.runner = runner;
        this.selector = Selector.open();
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Takes a thread of the scheduler's until {@link #stop}. */
    void start() {
        scheduler.blocking().execute(this::accept);
    }

    /** Takes no new clients. Commands under way are answered; clients that come now wait for whoever takes the socket over. */
    void stop() throws IOException {
        selector.close();
    }

    private void accept() {
        try {
            while (selector.isOpen()) {
                places.acquireUninterruptibly();
                boolean served = false;
                try {
                    selector.select();
                    selector.selectedKeys().clear();
                    SocketChannel client = acceptOrPause();
                    if (client != null) {
                        scheduler.blocking().execute(() -> serve(client));
                        served = true;
                    }
                } finally {
                    if (!served) {
                        places.release();
                    }
                }
            }
        } catch (ClosedSelectorException e) {
            LOG.debug("Control socket is handed over");
        } catch (IOException e) {
            LOG.error("Control socket does not accept any more", e);
        }
    }

    /** The client waits while there is no file descriptor left for it; null when there is none, or not now. */
    private @Nullable SocketChannel acceptOrPause() throws IOException {
        try {
            return door.accept();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn("Control socket cannot accept now, trying again reason=\"{}\"", e.getMessage());
            LockSupport.parkNanos(PAUSE);
            return null;
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            Response response = new Response();
            int status;
            Timer limit = limit(client);
            try {
                List<String> words = Request.read(client);
                limit.cancel();
                status = runner.run(words, response.out());
            } catch (CommandFailure e) {
                limit.cancel();
                response.out().println("navigator: " + e.getMessage());
                status = e.status();
            }
            write(client, response.end(status));
        } catch (IOException e) {
            LOG.debug("Client of the control socket left", e);
        } finally {
            places.release();
        }
    }

    private void write(SocketChannel client, ByteBuffer answer) throws IOException {
        Timer limit = limit(client);
        try {
            while (answer.hasRemaining()) {
                client.write(answer);
            }
        } finally {
            limit.cancel();
        }
    }

    private Timer limit(SocketChannel client) {
        return scheduler.after(PATIENCE, scheduler.blocking(), () -> close(client));
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("Client of the control socket cannot be cut off", e);
        }
    }
}
