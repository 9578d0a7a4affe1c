package dev.navigator.itests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that send GETs one after the other on connections kept alive, and repeat nothing by themselves: what goes wrong is
 * counted.
 */
final class Load implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 40_000;
    private static final long PAUSE_NANOS = 1_000_000;

    private final int port;
    private final boolean reconnecting;
    private final String[] paths;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    private Load(int port, boolean reconnecting, String... paths) {
        this.port = port;
        this.reconnecting = reconnecting;
        this.paths = paths;
    }

    static Load on(NavigatorProcess navigator, int clients, String... paths) {
        return begin(new Load(navigator.port, false, paths), clients);
    }

    /** The same, with a new connection for each request. */
    static Load reconnecting(NavigatorProcess navigator, int clients, String... paths) {
        return begin(new Load(navigator.port, true, paths), clients);
    }

    private static Load begin(Load load, int clients) {
        for (int i = 0; i < clients; i++) {
            Thread client = new Thread(load::run, "client-" + i);
            load.clients.add(client);
            client.start();
        }
        return load;
    }

    int served() {
        return served.get();
    }

    /** Waits until that many further requests were served. */
    void serve(int more) throws Exception {
        int enough = served() + more;
        Await.until(more + " further requests are served", () -> served() >= enough);
    }

    /** Stops the clients and tells what went wrong. */
    List<String> end() throws InterruptedException {
        close();
        for (Thread client : clients) {
            client.join(PATIENCE_MILLIS);
        }
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        stopping = true;
    }

    private void run() {
        int next = 0;
        Connection connection = null;
        while (!stopping) {
            String path = paths[next++ % paths.length];
            try {
                if (connection == null) {
                    connection = new Connection(port);
                }
                Connection.Answer answer = connection.exchange("GET", path, "");
                if (answer.status() == 200) {
                    served.incrementAndGet();
                } else {
                    failures.add(path + ": " + answer);
                }
            } catch (IOException e) {
                failures.add(path + ": " + e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (connection != null && (stopping || reconnecting || connection.isOver())) {
                connection.close();
                connection = null;
            }
        }
    }
}
