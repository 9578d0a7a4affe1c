package dev.navigator.proxy.http2;

import java.nio.ByteBuffer;
import org.apache.hc.core5.http2.H2Error;

/** What the client has set, RFC 9113 section 6.5.2. Confined to one thread. */
public final class PeerSettings {

    private static final int HEADER_TABLE_SIZE = 1;
    private static final int ENABLE_PUSH = 2;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_FRAME_SIZE = 5;
    private static final int SETTING = 6;
    private static final int LARGEST_FRAME = (1 << 24) - 1;

    private int tableSize = 4096;
    private int window = 65_535;
    private int frameSize = 16 << 10;

    /** Takes the payload of a frame. */
    public void read(ByteBuffer payload) throws ConnectionError {
        if (payload.remaining() % SETTING != 0) {
            throw new ConnectionError(H2Error.FRAME_SIZE_ERROR, "settings cut off");
        }
        while (payload.hasRemaining()) {
            set(payload.getShort() & 0xffff, payload.getInt() & 0xffff_ffffL);
        }
    }

    private void set(int id, long value) throws ConnectionError {
        switch (id) {
            case HEADER_TABLE_SIZE -> tableSize = (int) Math.min(value, Integer.MAX_VALUE);
            case ENABLE_PUSH -> check(value <= 1, H2Error.PROTOCOL_ERROR);
            case INITIAL_WINDOW_SIZE -> {
                check(value <= Integer.MAX_VALUE, H2Error.FLOW_CONTROL_ERROR);
                window = (int) value;
            }
            case MAX_FRAME_SIZE -> {
                check(value >= FrameReader.LARGEST && value <= LARGEST_FRAME, H2Error.PROTOCOL_ERROR);
                frameSize = (int) value;
            }
            default -> {} // what it says of what it accepts: we send little, and no pushes
        }
    }

    private static void check(boolean right, H2Error code) throws ConnectionError {
        if (!right) {
            throw new ConnectionError(code, "a setting out of range");
        }
    }

    /** The largest table that fields may be compressed with. */
    public int tableSize() {
        return tableSize;
    }

    /** How much each stream may be sent at first. */
    public int window() {
        return window;
    }

    /** The largest payload of a frame. */
    public int frameSize() {
        return frameSize;
    }
}
