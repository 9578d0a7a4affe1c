package dev.navigator.proxy.support;

import dev.navigator.proxy.http2.FrameReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.util.ByteArrayBuffer;

/** One end of a connection of HTTP/2, frame by frame: nothing is sent that a test does not ask for. */
public final class Http2Wire implements AutoCloseable {

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;
    public static final int PADDED = 8;

    /** A frame as it came; {@code fields}: those of a whole block. */
    public record Frame(int type, int flags, int stream, ByteBuffer payload, Map<String, String> fields) {

        public boolean has(int flag) {
            return (flags & flag) != 0;
        }

        /** The number that a payload begins with, or has at an offset. */
        public int number(int offset) {
            return payload.getInt(offset);
        }

        public String text() {
            return StandardCharsets.ISO_8859_1.decode(payload.duplicate()).toString();
        }
    }

    /** A response, put together from its frames. */
    public record Response(Map<String, String> fields, String body, Map<String, String> trailers) {

        public int status() {
            return Integer.parseInt(fields.get(":status"));
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final HPackEncoder encoder = new HPackEncoder(4096, StandardCharsets.ISO_8859_1);
    private final HPackDecoder decoder = new HPackDecoder(4096, StandardCharsets.ISO_8859_1);
    private final List<Frame> unread = new ArrayList<>();

    public Http2Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects, and has said hello. */
    public static Http2Wire to(int port) throws IOException {
        Http2Wire wire = new Http2Wire(new Socket(InetAddress.getLoopbackAddress(), port));
        return wire.raw(FrameReader.PREFACE).frame(SETTINGS, 0, 0, new byte[0]);
    }

    public Http2Wire raw(String text) throws IOException {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Http2Wire raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    public static byte[] bytes(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    public Http2Wire frame(int type, int flags, int stream, byte[] payload) throws IOException {
        return raw(bytes(type, flags, stream, payload));
    }

    public Http2Wire frame(int type, int flags, int stream, int number) throws IOException {
        return frame(type, flags, stream, ByteBuffer.allocate(4).putInt(number).array());
    }

    public Http2Wire settings(int... settings) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(settings.length * 3);
        for (int i = 0; i < settings.length; i += 2) {
            payload.putShort((short) settings[i]).putInt(settings[i + 1]);
        }
        return frame(SETTINGS, 0, 0, payload.array());
    }

    public Http2Wire data(int stream, String text, boolean end) throws IOException {
        return frame(DATA, end ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Compresses fields, written {@code name: value}. */
    public byte[] block(String... fields) throws IOException {
        ByteArrayBuffer block = new ByteArrayBuffer(256);
        for (String field : fields) {
            int colon = field.indexOf(": ", 1);
            encoder.encodeHeader(block, field.substring(0, colon), field.substring(colon + 2), true);
        }
        return Arrays.copyOf(block.array(), block.length());
    }

    public Http2Wire headers(int stream, boolean end, String... fields) throws IOException {
        return frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block(fields));
    }

    /** Asks for {@code path}, with more fields. */
    public Http2Wire request(int stream, String method, String path, boolean end, String... more) throws IOException {
        List<String> fields =
                new ArrayList<>(List.of(":method: " + method, ":scheme: http", ":authority: test", ":path: " + path));
        fields.addAll(List.of(more));
        return headers(stream, end, fields.toArray(String[]::new));
    }

    public Http2Wire get(int stream, String path, String... more) throws IOException {
        return request(stream, "GET", path, true, more);
    }

    private Frame next() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        ByteBuffer payload = ByteBuffer.wrap(in.readNBytes(length));
        Map<String, String> fields =
                type == HEADERS && (flags & END_HEADERS) != 0 ? fields(payload.duplicate()) : Map.of();
        return new Frame(type, flags, stream, payload, fields);
    }

    /** The first frame, of those not asked for yet, that is such; others stay for later. */
    public Frame await(Predicate<Frame> such) throws IOException {
        for (int i = 0; i < unread.size(); i++) {
            if (such.test(unread.get(i))) {
                return unread.remove(i);
            }
        }
        while (true) {
            Frame frame = next();
            if (such.test(frame)) {
                return frame;
            }
            unread.add(frame);
        }
    }

    public Frame await(int type, int stream) throws IOException {
        return await(frame -> frame.type() == type && frame.stream() == stream);
    }

    /** Waits until what was sent has been dealt with. */
    public Http2Wire settle() throws IOException {
        frame(PING, 0, 0, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        await(frame -> frame.type() == PING && frame.has(ACK));
        return this;
    }

    /** The frames of {@code stream} that have come and were not asked for. */
    public List<Frame> seen(int stream) {
        return unread.stream().filter(frame -> frame.stream() == stream).toList();
    }

    private Map<String, String> fields(ByteBuffer block) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        try {
            for (Header header : decoder.decodeHeaders(block)) {
                fields.merge(header.getName(), header.getValue(), (a, b) -> a + ", " + b);
            }
        } catch (HttpException e) {
            throw new IOException(e);
        }
        return fields;
    }

    /** Reads the response to {@code stream} as a whole, making room as it comes. */
    public Response response(int stream) throws IOException {
        Frame head = await(HEADERS, stream);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Map<String, String> trailers = Map.of();
        for (Frame frame = head; !frame.has(END_STREAM); ) {
            frame = await(f -> f.stream() == stream && f.type() != WINDOW_UPDATE);
            if (frame.type() == RST_STREAM) {
                throw new EOFException("stream reset: " + frame.number(0));
            } else if (frame.type() == HEADERS) {
                trailers = frame.fields();
            } else if (frame.payload().hasRemaining()) {
                body.write(frame.payload().array());
                frame(WINDOW_UPDATE, 0, 0, frame.payload().remaining());
                frame(WINDOW_UPDATE, 0, stream, frame.payload().remaining());
            }
        }
        return new Response(head.fields(), body.toString(StandardCharsets.ISO_8859_1), trailers);
    }

    /** The code with which the stream was reset. */
    public int resetOf(int stream) throws IOException {
        return await(RST_STREAM, stream).number(0);
    }

    /** The code with which the connection is ended, which it then is. */
    public int goneAway() throws IOException {
        int code = await(GOAWAY, 0).number(4);
        try {
            while (true) {
                unread.add(next());
            }
        } catch (EOFException e) {
            return code;
        }
    }

    /** Closes before the test is over. */
    public void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
