package dev.navigator.proxy.http2;

import dev.navigator.proxy.io.Buffers;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.jspecify.annotations.Nullable;

/** Puts frames together, those of one event into one piece. Confined to one thread. */
public final class FrameWriter {

    private static final int SIZE = 32 << 10;
    private static final int SETTING = 6;

    private final Buffers buffers;
    private final Consumer<ByteBuffer> to;
    private @Nullable ByteBuffer out;
    private int held;

    /**
     * @param to takes what is to be sent; good until it returns
     */
    public FrameWriter(Buffers buffers, Consumer<ByteBuffer> to) {
        this.buffers = buffers;
        this.to = to;
    }

    /** Sends nothing until {@link #release}, which has to follow; may be nested. */
    public void hold() {
        held++;
    }

    /** Sends what there is, once nobody holds it any more. */
    public void release() {
        held--;
        sendIfFree();
    }

    private void sendIfFree() {
        if (held == 0) {
            send();
        }
    }

    private void send() {
        ByteBuffer ready = out;
        out = null;
        if (ready != null) {
            to.accept(ready.flip());
            buffers.give(ready);
        }
    }

    private ByteBuffer begin(FrameType type, int flags, int stream, int length) {
        ByteBuffer current = out;
        if (current != null && current.remaining() < FrameReader.HEADER + length) {
            send();
            current = null;
        }
        if (current == null) {
            current = buffers.take(SIZE);
            out = current;
        }
        return current.putShort((short) (length >> 8))
                .put((byte) length)
                .put((byte) type.getValue())
                .put((byte) flags)
                .putInt(stream);
    }

    /** Sends what {@code data} has, 16 KiB at most. */
    public void data(int stream, ByteBuffer data, boolean end) {
        begin(FrameType.DATA, end ? FrameFlag.END_STREAM.getValue() : 0, stream, data.remaining())
                .put(data);
        sendIfFree();
    }

    /** Sends a block of fields, in as many frames as it takes. */
    public void headers(int stream, ByteBuffer block, boolean end, int largest) {
        hold();
        FrameType type = FrameType.HEADERS;
        int flags = end ? FrameFlag.END_STREAM.getValue() : 0;
        do {
            int length = Math.min(block.remaining(), Math.min(largest, FrameReader.LARGEST));
            boolean last = length == block.remaining();
            begin(type, last ? flags | FrameFlag.END_HEADERS.getValue() : flags, stream, length)
                    .put(block.slice(block.position(), length));
            block.position(block.position() + length);
            type = FrameType.CONTINUATION;
            flags = 0;
        } while (block.hasRemaining());
        release();
    }

    public void reset(int stream, H2Error code) {
        begin(FrameType.RST_STREAM, 0, stream, Integer.BYTES).putInt(code.getCode());
        sendIfFree();
    }

    /**
     * @param settings identifiers and values by turns
     */
    public void settings(int... settings) {
        ByteBuffer payload = begin(FrameType.SETTINGS, 0, 0, settings.length / 2 * SETTING);
        for (int i = 0; i < settings.length; i += 2) {
            payload.putShort((short) settings[i]).putInt(settings[i + 1]);
        }
        sendIfFree();
    }

    public void settingsTaken() {
        begin(FrameType.SETTINGS, FrameFlag.ACK.getValue(), 0, 0);
        sendIfFree();
    }

    public void ping(long data, boolean answer) {
        begin(FrameType.PING, answer ? FrameFlag.ACK.getValue() : 0, 0, Long.BYTES)
                .putLong(data);
        sendIfFree();
    }

    public void goAway(int last, H2Error code) {
        begin(FrameType.GOAWAY, 0, 0, 2 * Integer.BYTES).putInt(last).putInt(code.getCode());
        sendIfFree();
    }

    /**
     * @param stream 0 for the connection
     */
    public void windowUpdate(int stream, int increment) {
        begin(FrameType.WINDOW_UPDATE, 0, stream, Integer.BYTES).putInt(increment);
        sendIfFree();
    }
}
