package dev.navigator.proxy.http2;

import dev.navigator.proxy.http.Ascii;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.frame.FrameType;
import org.jspecify.annotations.Nullable;

/** Finds the frames in what a client sends, behind its preface, RFC 9113 sections 3.4 and 4.1. Confined to one thread. */
public final class FrameReader {

    /** Who gets the frames. */
    public interface Frames {

        /**
         * A frame.
         *
         * @param type null when it is not known
         * @param payload good until the call returns
         * @return whether to go on
         */
        boolean frame(@Nullable FrameType type, int flags, int stream, ByteBuffer payload) throws ConnectionError;
    }

    /** What a client of HTTP/2 begins with. */
    public static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /** The largest payload accepted, which is the smallest that may be asked for. */
    public static final int LARGEST = 16 << 10;

    static final int HEADER = 9;

    private static final byte[] EXPECTED = Ascii.bytes(PREFACE);
    private static final FrameType[] TYPES = new FrameType[32];

    static {
        for (FrameType type : FrameType.values()) {
            TYPES[type.getValue()] = type;
        }
    }

    private int greeted;

    /** Passes on the frames that {@code in} has whole; what is left has to be given again, with more behind it. */
    public void read(ByteBuffer in, Frames to) throws ConnectionError {
        while (greeted < EXPECTED.length && in.hasRemaining()) {
            if (in.get() != EXPECTED[greeted++]) {
                throw new ConnectionError(H2Error.PROTOCOL_ERROR, "no preface");
            }
        }
        boolean goOn = true;
        while (goOn && in.remaining() >= HEADER) {
            int at = in.position();
            int length = (in.getShort(at) & 0xffff) << 8 | (in.get(at + 2) & 0xff);
            if (length > LARGEST) {
                throw new ConnectionError(H2Error.FRAME_SIZE_ERROR, "frame too large");
            }
            if (in.remaining() < HEADER + length) {
                return;
            }
            in.position(at + HEADER + length);
            int type = in.get(at + 3) & 0xff;
            goOn = to.frame(
                    type < TYPES.length ? TYPES[type] : null,
                    in.get(at + 4) & 0xff,
                    in.getInt(at + 5) & Integer.MAX_VALUE,
                    in.slice(at + HEADER, length));
        }
    }
}
