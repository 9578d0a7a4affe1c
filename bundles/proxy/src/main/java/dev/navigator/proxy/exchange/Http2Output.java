package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http2.ConnectionError;
import dev.navigator.proxy.http2.FieldWriter;
import dev.navigator.proxy.http2.FrameReader;
import dev.navigator.proxy.http2.FrameWriter;
import dev.navigator.proxy.http2.PeerSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hc.core5.http2.H2Error;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection of HTTP/2 sends: as much as its client allows and takes, and when that is less than there is, the streams take
 * turns. Confined to one I/O thread.
 */
final class Http2Output {

    private static final Logger LOG = LoggerFactory.getLogger(Http2Output.class);
    private static final int INITIAL_WINDOW = 65_535;

    private final Http2Connection connection;
    private final FrameWriter frames;
    private final FieldWriter fields = new FieldWriter();
    private final PeerSettings settings = new PeerSettings();
    private final Deque<Http2Stream> waiting = new ArrayDeque<>();
    private long window = INITIAL_WINDOW;

    Http2Output(Http2Connection connection, FrameWriter frames) {
        this.connection = connection;
        this.frames = frames;
    }

    FrameWriter frames() {
        return frames;
    }

    /** Where blocks of fields are made; each has to be sent before the next is begun. */
    FieldWriter fields() {
        return fields;
    }

    /** What each stream may be sent at first. */
    int initialWindow() {
        return settings.window();
    }

    /**
     * The client says how it wants things to be.
     *
     * @return by how much the window of each stream is wider now
     */
    int settings(ByteBuffer payload) throws ConnectionError {
        int before = settings.window();
        settings.read(payload);
        fields.tableSize(settings.tableSize());
        return settings.window() - before;
    }

    void sendFields(int stream, ByteBuffer block, boolean end) {
        frames.headers(stream, block, end, settings.frameSize());
    }

    void sendData(int stream, ByteBuffer data, boolean end) {
        window -= data.remaining();
        frames.data(stream, data, end);
    }

    /** The client takes more; false when that is more than can be. */
    boolean widen(long bytes) {
        window += bytes;
        return window <= Integer.MAX_VALUE;
    }

    /** How much of a stream's content can be sent at once now. */
    int sendable(long streamWindow) {
        long most = Math.min(Math.min(streamWindow, window), FrameReader.LARGEST);
        return connection.congested() ? 0 : (int) Math.max(0, most);
    }

    /** The stream has something to send; it is its turn when those before it have had theirs. */
    void waits(Http2Stream stream) {
        if (stream.ready() && !waiting.contains(stream)) {
            waiting.add(stream);
        }
    }

    /** The stream is closed. */
    void forget(Http2Stream stream) {
        waiting.remove(stream);
    }

    /** What one sends is progress for those who wait for their turn. */
    void moved() {
        waiting.forEach(Http2Stream::moved);
    }

    /** Lets the streams that wait send, by turns. */
    void sendOn() {
        frames.hold();
        for (int turns = waiting.size(); turns > 0 && free(); turns--) {
            Http2Stream next = waiting.poll();
            if (next != null) {
                sendOn(next);
            }
        }
        frames.release();
        if (!waiting.isEmpty() && free()) {
            connection.post(this::sendOn);
        }
    }

    private boolean free() {
        return window > 0 && !connection.congested();
    }

    private static void sendOn(Http2Stream next) {
        try {
            next.sendOn();
        } catch (IOException e) {
            LOG.debug("Stream could not go on", e);
            next.reset(H2Error.INTERNAL_ERROR);
        }
    }
}
