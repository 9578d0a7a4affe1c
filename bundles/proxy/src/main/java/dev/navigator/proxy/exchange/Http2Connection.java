package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http2.ConnectionError;
import dev.navigator.proxy.http2.FrameReader;
import dev.navigator.proxy.http2.FrameWriter;
import dev.navigator.proxy.http2.ReceiveWindow;
import dev.navigator.proxy.io.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.config.H2Param;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection that speaks HTTP/2: what is common to its streams, among them the turns they take in sending.
 */
final class Http2Connection extends Link {

    private enum State {
        OPEN,
        /** The client has been asked to open no more streams, and may not have heard of it. */
        LEAVING,
        /** The client knows which streams were its last. */
        LEFT,
        /** The last is being sent. */
        CLOSING,
        /** All is sent; what still comes is dropped, so that no reset destroys what the client has not read yet. */
        LINGERING
    }

    static final int MOST_STREAMS = 128;

    private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);
    private static final int WINDOW = 512 << 10;
    private static final int INITIAL_WINDOW = 65_535;
    private static final int READ = 32 << 10;
    private static final long LINGER_NANOS = 2_000_000_000L;
    private static final long LEAVE_NANOS = 1_000_000_000L;
    private static final long LEAVING_PING = 0x6e61_7669_6761_7465L;

    private final Worker worker;
    private final Peer peer;
    private final FrameReader reader = new FrameReader();
    private final FrameWriter out;
    private final Http2Output output;
    private final Http2Frames frames;
    private final Map<Integer, Http2Stream> streams = new LinkedHashMap<>();
    private final ReceiveWindow receiving = new ReceiveWindow(WINDOW);
    private @Nullable ByteBuffer unread;
    private State state = State.OPEN;
    private long deadline;

    /**
     * @param peer counted already as one that is served
     * @param said what the client has said already, if anything; from the thread's buffers, and given back to them
     */
    Http2Connection(Worker worker, Peer peer, @Nullable ByteBuffer said) {
        super(worker.thread);
        this.worker = worker;
        this.peer = peer.speakingHttp2();
        out = new FrameWriter(thread.buffers(), this::write);
        output = new Http2Output(this, out);
        frames = new Http2Frames(this, worker);
        unread = said;
    }

    @Override
    protected void opened() {
        ProxySettings current = worker.proxy.settings();
        deadline = worker.now() + current.headNanos;
        out.hold();
        out.settings(
                H2Param.MAX_CONCURRENT_STREAMS.getCode(),
                MOST_STREAMS,
                H2Param.INITIAL_WINDOW_SIZE.getCode(),
                Http2Stream.WINDOW,
                H2Param.MAX_HEADER_LIST_SIZE.getCode(),
                current.headLimits.bytes());
        out.windowUpdate(0, WINDOW - INITIAL_WINDOW);
        if (unread != null) {
            receive(ByteBuffer.allocate(0));
        }
        out.release();
    }

    // What comes.

    @Override
    protected void readable() throws IOException {
        if (lost()) {
            close();
        } else if (state == State.LINGERING) {
            drop();
        } else if (congested() || state == State.CLOSING) {
            stopReading(); // what the client asks for would only pile up
        } else {
            int count = read(READ);
            if (count < 0) {
                close();
            } else if (count > 0) {
                receive(thread.in());
            }
        }
    }

    private void drop() throws IOException {
        if (read(READ) < 0 || worker.now() > deadline) {
            close();
        }
    }

    private void receive(ByteBuffer in) {
        ByteBuffer before = unread;
        unread = null;
        ByteBuffer all = thread.buffers().take(in.remaining() + (before == null ? 0 : before.remaining()));
        if (before != null) {
            all.put(before);
            thread.buffers().give(before);
        }
        all.put(in).flip();
        out.hold();
        try {
            reader.read(all, frames);
        } catch (ConnectionError e) {
            end(e.code(), e.toString());
        }
        out.release();
        if (all.hasRemaining() && serves()) {
            unread = all;
        } else {
            thread.buffers().give(all);
        }
    }

    /** Whether frames still mean something. */
    boolean serves() {
        return !closed() && state != State.CLOSING && state != State.LINGERING;
    }

    /** The client has said how it wants things to be, for the first time: from now on it may be idle for longer. */
    void settled() {
        deadline = worker.now() + worker.proxy.settings().keepAliveNanos;
    }

    // Streams.

    /** The stream called {@code id}; null when it is not open. */
    @Nullable
    Http2Stream stream(int id) {
        return streams.get(id);
    }

    /** Whether no further stream may be open. */
    boolean full() {
        return streams.size() >= MOST_STREAMS;
    }

    /** Whether the client was told that streams opened from now on are not served. */
    boolean left() {
        return state == State.LEFT;
    }

    Http2Stream open(int id, long length, boolean ended) {
        Http2Stream stream = new Http2Stream(this, worker, id, output.initialWindow(), length, ended);
        streams.put(id, stream);
        return stream;
    }

    void closed(Http2Stream stream) {
        streams.remove(stream.id());
        output.forget(stream);
        if (streams.isEmpty()) {
            deadline = worker.now() + worker.proxy.settings().keepAliveNanos;
            if (state == State.LEFT || frames.peerLeaves()) {
                closeWhenSent();
            }
        }
    }

    Peer who() {
        return peer;
    }

    /** The client lets each stream send so much more, or less. */
    void widenAll(int bytes) throws ConnectionError {
        for (Http2Stream stream : List.copyOf(streams.values())) {
            if (!stream.widen(bytes)) {
                throw new ConnectionError(H2Error.FLOW_CONTROL_ERROR, "window too large");
            }
        }
        output.sendOn();
    }

    /** Notes what has come; false when that was more than allowed. */
    boolean allowed(int bytes) {
        return receiving.take(bytes);
    }

    /** There is room again for bytes that have come. */
    void room(int bytes) {
        int increment = receiving.giveBack(bytes);
        if (increment > 0) {
            announce(0, increment);
        }
    }

    /** Tells the client that there is room again. */
    void announce(int stream, int increment) {
        out.windowUpdate(stream, increment);
    }

    Http2Output output() {
        return output;
    }

    void sendReset(int stream, H2Error code) {
        output.frames().reset(stream, code);
        frames.wasReset(stream);
    }

    @Override
    protected void progressed() {
        if (!serves()) {
            deadline = worker.now() + worker.proxy.settings().bodyIdleNanos;
        }
        output.moved();
    }

    @Override
    protected void drained() {
        if (state == State.CLOSING) {
            linger();
        } else {
            resumeReading();
            output.sendOn();
        }
    }

    // Ends.

    /** Ends the connection and all that goes on in it. */
    private void end(H2Error code, String why) {
        if (serves()) {
            LOG.debug("Connection ends client={} reason=\"{}\"", peer.address, why);
            out.goAway(frames.last(), code);
            state = State.CLOSING;
            for (Http2Stream stream : List.copyOf(streams.values())) {
                stream.close();
            }
            closeWhenSent();
        }
    }

    private void closeWhenSent() {
        state = State.CLOSING;
        deadline = worker.now() + worker.proxy.settings().bodyIdleNanos;
        post(this::lingerIfSent);
    }

    private void lingerIfSent() {
        if (state == State.CLOSING && !congested() && !closed()) {
            linger();
        }
    }

    private void linger() {
        state = State.LINGERING;
        deadline = worker.now() + LINGER_NANOS;
        endOutput();
        resumeReading();
    }

    @Override
    protected void tick() {
        long now = worker.now();
        if (lost() || (!serves() && now > deadline)) {
            close();
        } else if (serves()) {
            out.hold();
            tickServing(now);
            out.release();
        }
    }

    private void tickServing(long now) {
        for (Http2Stream stream : List.copyOf(streams.values())) {
            stream.tick(now);
        }
        if (!serves()) {
            return;
        }
        if (frames.late(now)) {
            end(H2Error.ENHANCE_YOUR_CALM, "a block of fields took too long");
        } else if (worker.proxy.draining()) {
            leave(now);
        } else if (streams.isEmpty() && now > deadline) {
            end(frames.settled() ? H2Error.NO_ERROR : H2Error.SETTINGS_TIMEOUT, "idle");
        }
    }

    /** Asks the client to open no more streams; those that it opens before it has heard are served, RFC 9113 section 6.8. */
    private void leave(long now) {
        if (state == State.OPEN) {
            state = State.LEAVING;
            deadline = now + LEAVE_NANOS;
            out.goAway(Integer.MAX_VALUE, H2Error.NO_ERROR);
            out.ping(LEAVING_PING, false);
        } else if (state == State.LEAVING && now > deadline) {
            leaveNow();
        }
    }

    /** The client has answered a ping. */
    void pinged(long data) {
        if (state == State.LEAVING && data == LEAVING_PING) {
            leaveNow();
        }
    }

    private void leaveNow() {
        state = State.LEFT;
        out.goAway(frames.last(), H2Error.NO_ERROR);
        closeIfIdle();
    }

    /** Closes when nothing goes on any more. */
    void closeIfIdle() {
        if (streams.isEmpty()) {
            closeWhenSent();
        }
    }

    @Override
    protected void gone() {
        for (Http2Stream stream : List.copyOf(streams.values())) {
            stream.close();
        }
        ByteBuffer left = unread;
        unread = null;
        if (left != null) {
            thread.buffers().give(left);
        }
        worker.proxy.leave(peer.address.getAddress());
    }
}
