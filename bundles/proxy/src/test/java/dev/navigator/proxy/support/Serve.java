package dev.navigator.proxy.support;

import dev.navigator.api.config.LoggingSettings;
import dev.navigator.proxy.exchange.Proxy;
import dev.navigator.proxy.exchange.ProxySettings;
import dev.navigator.proxy.log.AccessLog;
import dev.navigator.proxy.routing.Routing;
import dev.navigator.testing.RealScheduler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the proxy alone, in front of a server that runs already: {@code Serve PORT UPSTREAM_PORT [TENANTS] [THREADS] [ACCESS_LOG]}. */
public final class Serve {

    private Serve() {}

    public static void main(String[] args) throws Exception {
        int tenants = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        int threads = args.length > 3 ? Integer.parseInt(args[3]) : 1;
        RealScheduler scheduler = new RealScheduler();
        Settings settings = new Settings().tenant("root", "/");
        FakePool pool = new FakePool();
        for (int i = 0; i < tenants; i++) {
            settings.tenant("app" + i, "/app" + i + "/");
            pool.offer("app" + i, 1, Integer.parseInt(args[1]));
        }
        pool.offer("root", 1, Integer.parseInt(args[1]));
        Proxy proxy = new Proxy(
                threads,
                new ProxySettings(settings.build(), Map.of()),
                new Routing(incident -> {}),
                new RealScheduler());
        proxy.pool(pool);
        if (args.length > 4) {
            proxy.accessLog(new AccessLog(
                    new LoggingSettings.AccessLog(LoggingSettings.AccessLog.Style.COMBINED, Path.of(args[4])),
                    threads,
                    scheduler));
        }
        proxy.reactor().start();
        ServerSocketChannel socket = ServerSocketChannel.open();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 4096);
        proxy.reactor().accept(socket);
        System.err.println("listening");
        new CountDownLatch(1).await();
    }
}
