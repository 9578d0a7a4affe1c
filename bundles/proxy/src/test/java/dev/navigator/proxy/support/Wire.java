package dev.navigator.proxy.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One end of a connection, read and written as a person with a terminal would, all text in ISO-8859-1. */
public final class Wire implements AutoCloseable {

    /** A message as it came. */
    public record Message(String startLine, Map<String, String> fields, String head, String body) {

        public int status() {
            return Integer.parseInt(startLine.split(" ", 3)[1]);
        }

        public String field(String name) {
            return fields.get(name.toLowerCase(Locale.ROOT));
        }
    }

    public final Socket socket;
    private final InputStream in;

    public Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public static Wire to(int port) throws IOException {
        return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    public Wire send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    public Wire get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }

    /** Reads to the end of a head, which is returned with its empty line. */
    public String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("end in head: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(b);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
    }

    public String read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("end after " + new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("end in line");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    public String readToEnd() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    public InputStream in() {
        return in;
    }

    /** Reads a whole message, its chunks undone. */
    public Message readMessage() throws IOException {
        return readMessage(false);
    }

    /** Reads a message that answers a HEAD. */
    public Message readHeadOnly() throws IOException {
        return readMessage(true);
    }

    private Message readMessage(boolean noBody) throws IOException {
        String head = readHead();
        String[] lines = head.split("\r\n");
        Map<String, String> fields = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            fields.merge(name, lines[i].substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        return new Message(lines[0], fields, head, noBody ? "" : readBody(lines[0], fields));
    }

    private String readBody(String startLine, Map<String, String> fields) throws IOException {
        if (fields.containsKey("transfer-encoding")) {
            return readChunks();
        }
        if (fields.containsKey("content-length")) {
            return read(Integer.parseInt(fields.get("content-length")));
        }
        boolean empty = !startLine.startsWith("HTTP/")
                || startLine.contains(" 204")
                || startLine.contains(" 304")
                || startLine.contains(" 1");
        return empty ? "" : readToEnd();
    }

    private String readChunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(readLine().split(";", 2)[0], 16);
            if (size == 0) {
                for (String trailer = readLine(); !trailer.isEmpty(); trailer = readLine()) {
                    body.append('[').append(trailer).append(']');
                }
                return body.toString();
            }
            body.append(read(size));
            readLine();
        }
    }

    /** Whether the other end closed or reset without another byte. */
    public boolean ended() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes before the test is over. */
    public void leave() throws IOException {
        socket.close();
    }

    /** Closes with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
