package dev.navigator.proxy.io;

import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.DefaultListeningIOReactor;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.IOWorkerStats;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * HttpCore's reactor, for both sides: a connection that a connection opens lives on the thread of that one, so that an
 * exchange never changes threads.
 */
public final class Reactor {

    private static final int BACKLOG = 4096;

    private final Function<IoThread, Link> clients;
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    private final DefaultListeningIOReactor reactor;

    /**
     * @param threads that serve connections, besides the one that accepts them
     * @param clients makes the handler of an accepted connection, on its thread
     * @param errors told what the reactor itself runs into
     */
    public Reactor(int threads, Function<IoThread, Link> clients, Consumer<Exception> errors) {
        this.clients = clients;
        IOReactorConfig config = IOReactorConfig.custom()
                .setIoThreadCount(threads)
                .setSelectInterval(Link.TICK)
                .setSoReuseAddress(true)
                .setTcpNoDelay(true)
                .setBacklogSize(BACKLOG)
                .build();
        reactor = new DefaultListeningIOReactor(
                this::handler,
                config,
                work -> new IoThread(created.getAndIncrement(), work),
                work -> daemon(work),
                null,
                cause -> report(cause, errors),
                null,
                null,
                null,
                this::select);
    }

    /** A reactor that ends looks once more at the selector it has closed: that is no trouble. */
    private static void report(Exception cause, Consumer<Exception> errors) {
        if (!(cause instanceof ClosedSelectorException)) {
            errors.accept(cause);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "navigator-accept");
        thread.setDaemon(true);
        return thread;
    }

    private IOEventHandler handler(ProtocolIOSession session, @Nullable Object link) {
        return link == null ? clients.apply(IoThread.current()) : (Link) link;
    }

    private int select(IOWorkerStats[] workers) {
        return Thread.currentThread() instanceof IoThread here
                ? here.index()
                : Math.floorMod(turn.getAndIncrement(), workers.length);
    }

    public void start() {
        reactor.start();
    }

    /** Accepts connections at {@code address}; fails when it cannot be bound. */
    public Future<ListenerEndpoint> listen(InetSocketAddress address, FutureCallback<ListenerEndpoint> callback) {
        return reactor.listen(address, callback);
    }

    /**
     * Opens a connection on the calling I/O thread.
     *
     * @param failed told, on that thread, when there will be none; not after the result was cancelled
     */
    public Future<?> connect(InetSocketAddress address, Duration within, Link link, Consumer<Exception> failed) {
        return reactor.connect(
                new Endpoint(address),
                address,
                null,
                Timeout.ofMilliseconds(within.toMillis()),
                link,
                new Callback(failed));
    }

    private record Endpoint(InetSocketAddress address) implements NamedEndpoint {
        @Override
        public String getHostName() {
            return address.getHostString();
        }

        @Override
        public int getPort() {
            return address.getPort();
        }
    }

    private record Callback(Consumer<Exception> failed) implements FutureCallback<IOSession> {
        @Override
        public void completed(IOSession session) {}

        @Override
        public void failed(Exception cause) {
            failed.accept(cause);
        }

        @Override
        public void cancelled() {}
    }

    /** Closes all connections and ends the threads. */
    public void close() {
        reactor.close(CloseMode.IMMEDIATE);
    }
}
