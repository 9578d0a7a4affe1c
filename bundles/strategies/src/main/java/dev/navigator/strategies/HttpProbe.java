package dev.navigator.strategies;

import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.spi.ReadinessProbe;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code http}: GET on {@code health_check}, or on the option {@code path}, answers 200 to 399; without a path it is enough that a
 * connection is accepted. Stock default.
 */
public final class HttpProbe implements ReadinessProbe {

    private static final int STATUS_LENGTH = "HTTP/1.1 200".length();

    @Override
    public boolean ready(ProbeContext context) throws IOException {
        Optional<String> path = new Options(context.options()).text("path").or(context::healthCheck);
        try (Socket socket = Connections.connect(context)) {
            return path.isEmpty() || answersWell(socket, context, path.get());
        } catch (ConnectException e) {
            return false;
        }
    }

    private static boolean answersWell(Socket socket, ProbeContext context, String path) throws IOException {
        String host = context.address().getAddress().getHostAddress() + ":"
                + context.address().getPort();
        String head = "GET " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nUser-Agent: navigator\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        int status = status(new BufferedInputStream(socket.getInputStream(), 64));
        if (status < 200 || status > 399) {
            throw new IOException("GET " + path + " answered " + status);
        }
        return true;
    }

    private static int status(InputStream answer) throws IOException {
        String start = new String(answer.readNBytes(STATUS_LENGTH), StandardCharsets.ISO_8859_1);
        if (!start.matches("HTTP/1\\.[01] [1-5][0-9][0-9]")) {
            throw new IOException("the answer is not HTTP");
        }
        return Integer.parseInt(start.substring(STATUS_LENGTH - 3));
    }
}
