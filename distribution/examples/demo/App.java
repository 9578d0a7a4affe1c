import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The demo's application: says who it is, and ends badly when asked for /crash. Needs nothing but the JDK. */
public final class App {

    public static void main(String[] args) throws Exception {
        String name = args[0];
        int port = Integer.parseInt(System.getenv("PORT"));
        long pid = ProcessHandle.current().pid();
        AtomicInteger count = new AtomicInteger();

        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/crash")) {
                System.err.println(name + " crashes, as it was asked to");
                Runtime.getRuntime().halt(3);
            }
            byte[] body = "Hello from %s: PID %d, port %d, request %d%n"
                    .formatted(name, pid, port, count.incrementAndGet())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        System.out.println(name + " listens on port " + port);
    }
}
