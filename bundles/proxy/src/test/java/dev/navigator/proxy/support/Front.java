package dev.navigator.proxy.support;

import dev.navigator.proxy.exchange.Proxy;
import dev.navigator.proxy.exchange.ProxySettings;
import dev.navigator.proxy.routing.Routing;
import dev.navigator.testing.RealScheduler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The proxy, listening, in front of a {@link FakePool}. */
public final class Front implements AutoCloseable {

    public final FakePool pool = new FakePool();
    public final Proxy proxy;
    public final RealScheduler scheduler = new RealScheduler();
    public final int port;

    public Front(Settings settings) throws Exception {
        this(settings, Map.of(), 1);
    }

    public Front(Settings settings, Map<Integer, byte[]> pages, int threads) throws Exception {
        proxy = new Proxy(
                threads, new ProxySettings(settings.build(), new HashMap<>(pages)), new Routing(i -> {}), scheduler);
        proxy.pool(pool);
        proxy.reactor().start();
        port = TestPorts.free();
        ServerSocketChannel socket = ServerSocketChannel.open();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
        proxy.reactor().accept(socket);
    }

    /** A front with one tenant, {@code app}, at the root, served by {@code backend}. */
    public static Front of(Settings settings, Backend backend) throws Exception {
        Front front = new Front(settings.tenant("app", "/"));
        front.pool.offer("app", 1, backend.port());
        return front;
    }

    public static Front of(Backend backend) throws Exception {
        return of(new Settings(), backend);
    }

    public Wire connect() throws IOException {
        return Wire.to(port);
    }

    /** Waits until {@code condition} holds. */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain until " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        proxy.close();
        scheduler.close();
    }
}
