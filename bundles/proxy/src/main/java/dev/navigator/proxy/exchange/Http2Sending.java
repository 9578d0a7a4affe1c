package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http2.ResponseFields;
import dev.navigator.proxy.io.Buffers;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a stream has to send behind a head: as much of it as the windows let pass, the rest later. Confined to one I/O thread. */
final class Http2Sending {

    private final Http2Output output;
    private final Buffers buffers;
    private final int stream;
    private @Nullable ByteBuffer unsent;
    private byte @Nullable [] trailers;
    private long window;
    private boolean endWanted;
    private boolean endSent;

    /**
     * @param window what the client takes at first
     */
    Http2Sending(Http2Output output, Buffers buffers, int stream, long window) {
        this.output = output;
        this.buffers = buffers;
        this.stream = stream;
        this.window = window;
    }

    /** The head was all there is. */
    void endedWithHead() {
        endSent = true;
    }

    /** Whether the end has been sent. */
    boolean ended() {
        return endSent;
    }

    /** Whether something waits. */
    boolean waits() {
        return unsent != null;
    }

    /** Whether something waits that the client would take. */
    boolean ready() {
        return unsent != null && window > 0;
    }

    /** The client takes more, or, when it has changed its settings, less; false when that is more than can be. */
    boolean widen(long bytes) {
        window += bytes;
        return window <= Integer.MAX_VALUE;
    }

    /** Sends {@code data}, now or later; {@code end}: and then the end. */
    void content(ByteBuffer data, boolean end) {
        endWanted |= end;
        if (unsent == null) {
            send(data);
        }
        if (data.hasRemaining()) {
            keep(data);
        }
    }

    /** Ends with the fields of a trailer section, once all before them is sent. */
    void trailers(byte[] section) {
        trailers = section;
        endIfSent();
    }

    private void send(ByteBuffer data) {
        int room = output.sendable(window);
        while (data.hasRemaining() && room > 0) {
            int count = Math.min(data.remaining(), room);
            boolean last = endWanted && count == data.remaining();
            window -= count;
            output.sendData(stream, data.slice(data.position(), count), last);
            data.position(data.position() + count);
            endSent |= last;
            room = output.sendable(window);
        }
        if (!data.hasRemaining() && endWanted && !endSent) {
            endSent = true;
            output.sendData(stream, data.slice(data.position(), 0), true);
        }
    }

    private void keep(ByteBuffer data) {
        ByteBuffer before = unsent;
        ByteBuffer all = buffers.take(data.remaining() + (before == null ? 0 : before.remaining()));
        if (before != null) {
            all.put(before);
            buffers.give(before);
        }
        unsent = all.put(data).flip();
    }

    private void endIfSent() {
        byte[] section = trailers;
        if (section != null && unsent == null && !endSent) {
            endSent = true;
            output.sendFields(stream, ResponseFields.trailers(output.fields(), section), true);
        }
    }

    /** Sends what waits, as far as that goes; returns how much went. */
    int sendOn() {
        ByteBuffer data = unsent;
        if (data == null) {
            return 0;
        }
        int before = data.remaining();
        send(data);
        int sent = before - data.remaining();
        if (!data.hasRemaining()) {
            forget();
            endIfSent();
        }
        return sent;
    }

    /** Lets go of what waits. */
    void forget() {
        ByteBuffer data = unsent;
        unsent = null;
        if (data != null) {
            buffers.give(data);
        }
    }
}
