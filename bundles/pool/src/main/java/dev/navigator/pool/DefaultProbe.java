package dev.navigator.pool;

import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.spi.ReadinessProbe;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The built-in readiness probe: somebody accepts connections and, where there is a health check, answers GET on it with 200
 * to 399.
 */
final class DefaultProbe implements ReadinessProbe {

    @Override
    public boolean ready(ProbeContext context) throws IOException {
        try (Socket socket = new Socket()) {
            int timeout = millis(context.timeout());
            socket.connect(context.address(), timeout);
            if (context.healthCheck().isEmpty()) {
                return true;
            }
            socket.setSoTimeout(timeout);
            int status = get(socket, context.address(), context.healthCheck().get());
            if (status < 200 || status > 399) {
                throw new IOException("GET " + context.healthCheck().get() + " answered " + status);
            }
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    private static int get(Socket socket, InetSocketAddress address, String path) throws IOException {
        String head =
                "GET " + path + " HTTP/1.1\r\nHost: " + address.getAddress().getHostAddress() + ":" + address.getPort()
                        + "\r\nUser-Agent: navigator\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        return status(new BufferedInputStream(socket.getInputStream(), 64));
    }

    /** The three digits of a status line such as {@code HTTP/1.1 200 OK}. */
    private static int status(InputStream answer) throws IOException {
        String start = new String(answer.readNBytes("HTTP/1.1 200".length()), StandardCharsets.ISO_8859_1);
        if (!start.matches("HTTP/1\\.[01] [1-5][0-9][0-9]")) {
            throw new IOException("the answer is not HTTP");
        }
        return Integer.parseInt(start.substring(start.length() - 3));
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, duration.toMillis()));
    }
}
