package dev.navigator.proxy.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An application of which a test says, byte by byte, what it does on its connections. */
public final class Backend implements AutoCloseable {

    /** What happens on one connection, from accept to close. */
    public interface Script {
        void play(Wire wire) throws IOException, InterruptedException;
    }

    public final Queue<Wire.Message> requests = new ConcurrentLinkedQueue<>();
    public final List<Wire> connections = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletableFuture<Void> accepting;

    public Backend(Script script) throws IOException {
        socket = TestPorts.bind();
        accepting = CompletableFuture.runAsync(() -> accept(script), threads);
    }

    /** Answers every request, on as many connections as there are. */
    public static Backend answering(String response) throws IOException {
        List<Backend> self = new CopyOnWriteArrayList<>();
        Backend backend = new Backend(wire -> {
            while (true) {
                Wire.Message request = wire.readMessage();
                self.get(0).requests.add(request);
                wire.send(response);
            }
        });
        self.add(backend);
        return backend;
    }

    private void accept(Script script) {
        while (!socket.isClosed()) {
            try {
                Wire wire = new Wire(socket.accept());
                connections.add(wire);
                threads.execute(() -> play(script, wire));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void play(Script script, Wire wire) {
        try (wire) {
            script.play(wire);
        } catch (IOException e) {
            return; // the other end left, as it may
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Whoever hears of it by a connection's end finds nobody at the port any more. */
    @Override
    public void close() {
        try {
            socket.close();
            accepting.join();
            for (Wire wire : connections) {
                wire.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
