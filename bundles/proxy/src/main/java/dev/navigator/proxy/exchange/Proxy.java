package dev.navigator.proxy.exchange;

import dev.navigator.api.pool.Pool;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.proxy.io.Door;
import dev.navigator.proxy.io.IoThread;
import dev.navigator.proxy.io.Link;
import dev.navigator.proxy.io.Reactor;
import dev.navigator.proxy.io.Tls;
import dev.navigator.proxy.log.AccessLog;
import dev.navigator.proxy.routing.Routing;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All connections and what they share. Thread-safe: settings and pool are exchanged while requests are in flight, and each
 * exchange reads them once.
 */
public final class Proxy implements Door {

    private final Incidents incidents;
    private final Reactor reactor;
    private final Routing routing;
    private final @Nullable Worker[] workers;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<InetAddress, Integer> connectionsByClient = new ConcurrentHashMap<>();
    private volatile ProxySettings settings;
    private volatile @Nullable Pool pool;
    private volatile @Nullable AccessLog accessLog;
    private volatile @Nullable Tls tls;
    private volatile boolean draining;
    private volatile boolean hurrying;
    private volatile boolean turningAway;

    /**
     * @param threads that serve connections
     */
    public Proxy(int threads, ProxySettings settings, Routing routing, Scheduler scheduler) {
        incidents = new Incidents(scheduler);
        this.settings = settings;
        this.routing = routing;
        workers = new Worker[threads];
        reactor = new Reactor(threads, this);
    }

    /** As many threads as serve well beside the applications on this machine. */
    public static int defaultThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    @Override
    public Link link(IoThread thread) {
        Worker worker = workers[thread.index()];
        if (worker == null) {
            worker = new Worker(this, thread);
            workers[thread.index()] = worker;
        }
        return new ClientConnection(worker);
    }

    public Reactor reactor() {
        return reactor;
    }

    @Override
    public @Nullable Tls tls() {
        return tls;
    }

    /** Secures connections accepted from now on so; null: not at all. */
    public void tls(@Nullable Tls next) {
        tls = next;
    }

    public void settings(ProxySettings next) {
        settings = next;
    }

    public void pool(@Nullable Pool next) {
        pool = next;
    }

    public void accessLog(@Nullable AccessLog next) {
        accessLog = next;
    }

    @Nullable
    AccessLog accessLog() {
        return accessLog;
    }

    ProxySettings settings() {
        return settings;
    }

    @Nullable
    Pool pool() {
        return pool;
    }

    Routing routing() {
        return routing;
    }

    boolean draining() {
        return draining;
    }

    /** Whether connections that have no exchange are closed at once. */
    boolean hurrying() {
        return hurrying;
    }

    /** Lets exchanges end and keeps no connection open for another one. */
    public void drain() {
        draining = true;
        hurrying = true;
    }

    /**
     * Lets exchanges end and says so in each answer: a connection that has not been told serves one more, for its client may
     * be sending that already.
     */
    public void retire() {
        draining = true;
    }

    /** The time to drain is nearly over: requests that have no instance yet will get none. */
    public void turnAway() {
        turningAway = true;
    }

    boolean turningAway() {
        return turningAway;
    }

    /** How many threads serve connections. */
    public int threads() {
        return workers.length;
    }

    /** Open connections of clients. */
    public int connections() {
        return connections.get();
    }

    /** Closes everything at once. */
    public void close() {
        reactor.close();
    }

    /** Counts a connection of {@code client}; false when it is one too many. */
    boolean enter(InetAddress client) {
        ProxySettings current = settings;
        int open = connections.incrementAndGet();
        int own = connectionsByClient.merge(client, 1, Integer::sum);
        return open <= current.connections
                && (current.connectionsPerClient == 0 || own <= current.connectionsPerClient);
    }

    /** A connection that was counted is gone. */
    void leave(InetAddress client) {
        connections.decrementAndGet();
        connectionsByClient.computeIfPresent(client, (address, count) -> count > 1 ? count - 1 : null);
    }

    Incidents incidents() {
        return incidents;
    }
}
