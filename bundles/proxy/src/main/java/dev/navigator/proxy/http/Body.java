package dev.navigator.proxy.http;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a body ends, found as its bytes pass by. Mutable, reused from message to message, confined to one thread.
 */
public final class Body {

    /** A length that only the chunks tell. */
    public static final long CHUNKED = -1;
    /** A length that only the end of the connection tells; complete is such a body never by itself. */
    public static final long UNTIL_CLOSE = -2;

    private final ChunkScanner chunks = new ChunkScanner();
    private long length;
    private long left;
    private long size;
    private int keptEnd;

    /** Begins a body of {@code bytes}, {@link #CHUNKED} or {@link #UNTIL_CLOSE}. */
    public void start(long bytes) {
        length = bytes;
        left = bytes;
        size = 0;
        if (bytes == CHUNKED) {
            chunks.reset();
        }
    }

    public boolean complete() {
        return length >= 0 ? left == 0 : length == CHUNKED && chunks.done();
    }

    /** Whether the chunks are malformed: what was accepted is sound, what follows is not to be passed on. */
    public boolean broken() {
        return length == CHUNKED && chunks.broken();
    }

    /** Whether the body is chunked. */
    public boolean chunked() {
        return length == CHUNKED;
    }

    /** Whether only the end of the connection ends it. */
    public boolean untilClose() {
        return length == UNTIL_CLOSE;
    }

    /** Bytes of content seen, without framing. */
    public long size() {
        return size;
    }

    /**
     * Goes over the bytes of {@code in[from, to)} that belong to the body.
     *
     * @param strip whether to move the data of chunks together, without their framing
     * @return behind the last byte used; what may be passed on is in {@code in[from, }{@link #keptEnd()}{@code )}
     */
    public int accept(ByteBuffer in, int from, int to, boolean strip) {
        if (length == CHUNKED) {
            return acceptChunks(in, from, to, strip);
        }
        int run = length == UNTIL_CLOSE ? to - from : (int) Math.min(left, to - from);
        left -= run;
        size += run;
        keptEnd = from + run;
        return keptEnd;
    }

    private int acceptChunks(ByteBuffer in, int from, int to, boolean strip) {
        int at = from;
        int kept = from;
        while (at < to && !chunks.done() && !chunks.broken() && !chunks.inTrailers()) {
            boolean data = chunks.inData();
            int next = chunks.advance(in, at, to);
            if (data) {
                size += next - at;
            }
            if (data && strip) {
                in.put(kept, in, at, next - at);
                kept += next - at;
            }
            at = next;
        }
        keptEnd = strip ? kept : at;
        return at;
    }

    /** Behind the last byte that may be passed on of those last accepted. */
    public int keptEnd() {
        return keptEnd;
    }

    /** Whether what comes next are trailer fields, to be taken by {@link #trailers}. */
    public boolean inTrailers() {
        return length == CHUNKED && chunks.inTrailers();
    }

    /**
     * Takes what it can of the trailer fields.
     *
     * @return the fields that may be passed on and the last line end, once the section is complete; null while it is not, or
     *     when it turns out {@link #broken}
     */
    public byte @Nullable [] trailers(ByteBuffer in) {
        return chunks.trailers(in);
    }
}
