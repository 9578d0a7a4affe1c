package dev.navigator.proxy.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run all connections, of both sides: a connection that a connection opens lives on the thread of that one, so
 * that an exchange never changes threads.
 *
 * <p>It runs HttpCore's event handlers as HttpCore's own reactor does, in place of that one for three reasons: there, an error of
 * accept (no descriptor left) ends the thread that accepts, for good; a listening socket can neither be taken over nor handed on;
 * and each connection costs it two wake-ups and a hop between threads, which a client that connects anew for each request pays for.
 */
public final class Reactor {

    private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);

    private final Door door;
    private final List<IoThread> threads;
    private final Map<ServerSocketChannel, Acceptor> acceptors = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final int most;

    /**
     * @param threads how many
     * @param door where connections are accepted
     */
    public Reactor(int threads, Door door) {
        this(threads, door, Descriptors.forConnections(), Budget.ofJvm());
    }

    /**
     * @param most connections, of either side, with which further ones are accepted
     * @param budget of all that waits for peers
     */
    Reactor(int threads, Door door, int most, Budget budget) {
        this.door = door;
        this.most = most;
        this.threads = IntStream.range(0, threads)
                .mapToObj(index -> new IoThread(index, budget))
                .toList();
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    private IoThread first() {
        return threads.get(0);
    }

    /** Accepts connections of {@code server}, a bound socket, from now on. */
    public void accept(ServerSocketChannel server) {
        first().execute(() -> {
            try {
                acceptors.put(server, new Acceptor(first(), server, this::accepted, this::room));
            } catch (IOException e) {
                LOG.error("Cannot accept at {}", server, e);
            }
        });
    }

    /**
     * Accepts no more connections of {@code server}, after those that wait already.
     *
     * @param then run when that is so, on an I/O thread; the socket may then be closed
     */
    public void stopAccepting(ServerSocketChannel server, Runnable then) {
        stop(server, Acceptor::acceptAll, then);
    }

    /**
     * Accepts no more connections of {@code server}; those that wait stay in its queue.
     *
     * @param then run when that is so, on an I/O thread; the socket may then be handed on
     */
    public void pauseAccepting(ServerSocketChannel server, Runnable then) {
        stop(server, acceptor -> {}, then);
    }

    private void stop(ServerSocketChannel server, Consumer<Acceptor> before, Runnable then) {
        first().execute(() -> {
            Acceptor acceptor = acceptors.remove(server);
            if (acceptor != null) {
                before.accept(acceptor);
                acceptor.stop();
                forget(server);
            }
            then.run();
        });
    }

    private void forget(ServerSocketChannel server) {
        try {
            first().forgetCancelled();
        } catch (IOException e) {
            LOG.error("Selector did not let go of {}", server, e);
        }
    }

    /** How many connections have been accepted so far. */
    public long accepted() {
        return count.get();
    }

    private void accepted(SocketChannel channel) {
        count.incrementAndGet();
        IoThread thread = leastLoaded();
        if (thread == first()) {
            serve(thread, channel);
        } else {
            thread.execute(() -> serve(thread, channel));
        }
    }

    private boolean room() {
        int open = 0;
        for (IoThread thread : threads) {
            open += thread.load();
        }
        return open < most;
    }

    private IoThread leastLoaded() {
        IoThread least = first();
        for (int i = 1; i < threads.size(); i++) {
            if (threads.get(i).load() < least.load()) {
                least = threads.get(i);
            }
        }
        return least;
    }

    private void serve(IoThread thread, SocketChannel channel) {
        try {
            Link link = door.link(thread);
            Tls tls = door.tls();
            ChannelSession session = tls == null
                    ? new ChannelSession(thread, channel, link)
                    : new TlsSession(thread, channel, link, tls);
            session.open();
        } catch (IOException e) {
            LOG.debug("Connection was gone before it was served", e);
        }
    }

    /**
     * Opens a connection on {@code thread}, which calls. {@code link} is told when it is there, {@code failed} when there will be
     * none, both later; neither when {@code link} was closed before.
     */
    public void connect(
            IoThread thread, InetSocketAddress address, Duration within, Link link, Consumer<Exception> failed) {
        try {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.configureBlocking(false);
                if (channel.connect(address)) {
                    ChannelSession session = new ChannelSession(thread, channel, link);
                    link.attach(session);
                    thread.execute(session::open);
                } else {
                    long deadline = thread.nanos() + within.toNanos();
                    link.attach(new ChannelSession(thread, channel, link, deadline, failed));
                }
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            thread.execute(() -> failed.accept(e));
        }
    }

    /** Closes all connections and ends the threads. */
    public void close() {
        threads.forEach(IoThread::end);
    }
}
