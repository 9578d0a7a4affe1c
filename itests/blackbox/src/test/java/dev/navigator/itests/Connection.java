package dev.navigator.itests;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client's connection that repeats nothing by itself and shows every answer as it came. */
final class Connection implements Closeable {

    private static final int PATIENCE_MILLIS = 100_000;

    private final Socket socket;
    private final InputStream in;
    private boolean over;

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    record Answer(int status, String head, String body) {}

    /** One request on a connection of its own. */
    static Answer once(int port, String method, String path, String body) throws IOException {
        try (Connection connection = new Connection(port)) {
            return connection.exchange(method, path, body);
        }
    }

    Answer exchange(String method, String path, String body) throws IOException {
        boolean well = false;
        try {
            send(method + " " + path + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);
            Answer answer = answer();
            well = !answer.head.contains("\r\nconnection: close\r\n");
            return answer;
        } finally {
            over = !well;
        }
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The next response; its fields in lower case. */
    Answer answer() throws IOException {
        String start = line();
        StringBuilder head = new StringBuilder("\r\n");
        int length = 0;
        for (String field = line(); !field.isEmpty(); field = line()) {
            if (field.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(field.substring(15).strip());
            }
            head.append(lowerCase(field)).append("\r\n");
        }
        return new Answer(Integer.parseInt(start.split(" ")[1]), head.toString(), read(length));
    }

    /** The next bytes, whatever they are. */
    String read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new IOException("response broke off");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Asks an {@link Apps#PROGRAM} for a WebSocket, or what passes for one with a proxy. */
    void upgrade(String path) throws IOException {
        send("GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
        Answer answer = answer();
        if (answer.status != 101) {
            throw new IOException(answer.toString());
        }
    }

    /** What comes back of {@code text} after {@link #upgrade}. */
    String echo(String text) throws IOException {
        send(text);
        return read(text.length());
    }

    /** Whether no other request fits on it. */
    boolean isOver() {
        return over;
    }

    /** Whether the other side has ended it, when it has nothing more to say. */
    boolean hasEnded() throws IOException {
        return in.read() < 0;
    }

    private static String lowerCase(String field) {
        return field.toLowerCase(Locale.ROOT);
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

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket does not close", e);
        }
    }
}
