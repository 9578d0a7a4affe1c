package dev.navigator.itests;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
    private final String[] paths;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    private Load(int port, String... paths) {
        this.port = port;
        this.paths = paths;
    }

    static Load on(NavigatorProcess navigator, int clients, String... paths) {
        Load load = new Load(navigator.port, paths);
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
                connection.get(path);
                served.incrementAndGet();
            } catch (IOException e) {
                failures.add(path + ": " + e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (connection != null && connection.over) {
                connection.close();
                connection = null;
            }
        }
        if (connection != null) {
            connection.close();
        }
    }

    private static final class Connection {
        private final Socket socket;
        private final InputStream in;
        private boolean over;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }

        void get(String path) throws IOException {
            boolean well = false;
            try {
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                String status = line();
                int length = 0;
                boolean last = false;
                for (String field = line(); !field.isEmpty(); field = line()) {
                    if (field.regionMatches(true, 0, "content-length:", 0, 15)) {
                        length = Integer.parseInt(field.substring(15).strip());
                    }
                    last |= field.equalsIgnoreCase("connection: close");
                }
                if (in.readNBytes(length).length != length) {
                    throw new IOException("response broke off");
                }
                if (!status.startsWith("HTTP/1.1 200")) {
                    throw new IOException(status);
                }
                well = !last;
            } finally {
                over = !well;
            }
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("connection ended after '" + line + "'");
                }
                line.write(b);
            }
            return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException("a socket does not close", e);
            }
        }
    }
}
