package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.HeadBuffer;
import dev.navigator.proxy.http.Refusal;
import dev.navigator.proxy.http2.Allowance;
import dev.navigator.proxy.http2.ConnectionError;
import dev.navigator.proxy.http2.FieldReader;
import dev.navigator.proxy.http2.FrameReader;
import dev.navigator.proxy.http2.RequestFields;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.jspecify.annotations.Nullable;

/**
 * What the frames of a client mean for its connection, RFC 9113 section 6, and what they may cost: everything that a client could
 * do for ever without asking for anything is rationed. Confined to one I/O thread.
 */
final class Http2Frames implements FrameReader.Frames {

    private static final int MOST_FAULTS = 4 * Http2Connection.MOST_STREAMS;
    private static final int FAULTS_PER_SECOND = Http2Connection.MOST_STREAMS;
    private static final int MOST_IDLE_FRAMES = 1_000;
    private static final int IDLE_FRAMES_PER_SECOND = 100;
    private static final int MOST_BLOCK_FRAMES = 64;
    private static final int REMEMBERED = 2 * Http2Connection.MOST_STREAMS;
    private static final int PRIORITY = 5;

    private final Http2Connection connection;
    private final Http2Output output;
    private final Worker worker;
    private final FieldReader fields = new FieldReader();
    private final RequestFields request = new RequestFields();
    private final HeadBuffer block = new HeadBuffer(512);
    private final HeadBuffer head = new HeadBuffer(1024);
    /** Streams that break rules or are given up: each has cost an application something. */
    private final Allowance faults;
    /** Frames that ask for nothing. */
    private final Allowance idle;
    /** The streams that we have reset last: the client may not have known when it sent what it sends. */
    private final int[] reset = new int[REMEMBERED];

    private int resets;
    private int last;
    /** The last stream opened before that one: those between them never were. */
    private int passed;

    private int blockStream;
    private boolean blockEnds;
    private boolean onItself;
    private int blockFrames;
    private long blockSince;
    private boolean settled;
    private boolean peerLeaves;

    Http2Frames(Http2Connection connection, Worker worker) {
        this.connection = connection;
        output = connection.output();
        this.worker = worker;
        faults = new Allowance(MOST_FAULTS, FAULTS_PER_SECOND, worker.now());
        idle = new Allowance(MOST_IDLE_FRAMES, IDLE_FRAMES_PER_SECOND, worker.now());
    }

    /** The last stream that the client has opened. */
    int last() {
        return last;
    }

    /** Whether the client has said how it wants things to be. */
    boolean settled() {
        return settled;
    }

    /** Whether the client opens no more streams. */
    boolean peerLeaves() {
        return peerLeaves;
    }

    /** Whether a block of fields has been coming for too long. */
    boolean late(long now) {
        return blockStream != 0 && now - blockSince > worker.proxy.settings().headNanos;
    }

    /** Remembers that a stream has been reset. */
    void wasReset(int stream) {
        reset[resets++ % REMEMBERED] = stream;
    }

    private boolean isReset(int stream) {
        for (int other : reset) {
            if (other == stream) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean frame(@Nullable FrameType type, int flags, int id, ByteBuffer payload) throws ConnectionError {
        if (!settled && (type != FrameType.SETTINGS || ack(flags))) {
            throw protocol("the first frame is not one of settings");
        }
        if (blockStream != 0 && (type != FrameType.CONTINUATION || id != blockStream)) {
            throw protocol("a frame within a block of fields");
        }
        if (type == null) {
            spend(idle);
            return true;
        }
        switch (type) {
            case DATA -> data(flags, id, payload);
            case HEADERS -> headers(flags, id, payload);
            case CONTINUATION -> continuation(flags, payload);
            case PRIORITY -> priority(id, payload);
            case RST_STREAM -> reset(id, payload);
            case SETTINGS -> settings(flags, id, payload);
            case PING -> ping(flags, id, payload);
            case GOAWAY -> goAway(id, payload);
            case WINDOW_UPDATE -> windowUpdate(id, payload);
            case PUSH_PROMISE -> throw protocol("a push from a client");
            default -> spend(idle);
        }
        return connection.serves();
    }

    private static ConnectionError protocol(String message) {
        return new ConnectionError(H2Error.PROTOCOL_ERROR, message);
    }

    private void spend(Allowance allowance) throws ConnectionError {
        if (!allowance.spend(worker.now())) {
            throw new ConnectionError(H2Error.ENHANCE_YOUR_CALM, "too much of what is of no use");
        }
    }

    private static void length(ByteBuffer payload, int expected) throws ConnectionError {
        if (payload.remaining() != expected) {
            throw new ConnectionError(H2Error.FRAME_SIZE_ERROR, "frame of a wrong length");
        }
    }

    private static boolean ack(int flags) {
        return (flags & FrameFlag.ACK.getValue()) != 0;
    }

    private static boolean ends(int flags) {
        return (flags & FrameFlag.END_STREAM.getValue()) != 0;
    }

    private void onStream(int id) throws ConnectionError {
        if (id == 0) {
            throw protocol("a frame of a stream on the connection");
        }
    }

    private static void onConnection(int id) throws ConnectionError {
        if (id != 0) {
            throw protocol("a frame of the connection on a stream");
        }
    }

    /** A stream that was never opened cannot be talked about. */
    private void wasOpened(int id) throws ConnectionError {
        wasOpened(id, H2Error.PROTOCOL_ERROR);
    }

    private void wasOpened(int id, H2Error code) throws ConnectionError {
        if (id > last || id % 2 == 0) {
            throw new ConnectionError(code, "a frame on an idle stream");
        }
    }

    /** A stream breaks the rules: it ends, RFC 9113 section 5.4.2. */
    private void fault(int id, H2Error code) throws ConnectionError {
        Http2Stream stream = connection.stream(id);
        if (stream == null) {
            connection.sendReset(id, code);
        } else {
            stream.reset(code);
        }
        spend(faults);
    }

    private static void unpad(int flags, ByteBuffer payload) throws ConnectionError {
        if ((flags & FrameFlag.PADDED.getValue()) != 0) {
            if (!payload.hasRemaining()) {
                throw new ConnectionError(H2Error.FRAME_SIZE_ERROR, "padding cut off");
            }
            int padding = payload.get() & 0xff;
            if (padding > payload.remaining()) {
                throw protocol("more padding than frame");
            }
            payload.limit(payload.limit() - padding);
        }
    }

    private void data(int flags, int id, ByteBuffer payload) throws ConnectionError {
        onStream(id);
        wasOpened(id);
        int flow = payload.remaining();
        if (!connection.allowed(flow)) {
            throw new ConnectionError(H2Error.FLOW_CONTROL_ERROR, "more than the connection's window");
        }
        unpad(flags, payload);
        if (!payload.hasRemaining() && !ends(flags)) {
            spend(idle);
        }
        Http2Stream stream = connection.stream(id);
        if (stream != null && !stream.requestEnded() && stream.allowed(flow)) {
            if (!stream.data(payload, flow, ends(flags))) {
                fault(id, H2Error.PROTOCOL_ERROR);
            }
            return;
        }
        connection.room(flow);
        if (stream != null) {
            fault(id, stream.requestEnded() ? H2Error.STREAM_CLOSED : H2Error.FLOW_CONTROL_ERROR);
        } else if (!isReset(id)) {
            fault(id, H2Error.STREAM_CLOSED);
        }
    }

    private void headers(int flags, int id, ByteBuffer payload) throws ConnectionError {
        onStream(id);
        unpad(flags, payload);
        onItself = false;
        if ((flags & FrameFlag.PRIORITY.getValue()) != 0) {
            if (payload.remaining() < PRIORITY) {
                throw new ConnectionError(H2Error.FRAME_SIZE_ERROR, "priority cut off");
            }
            onItself = dependsOn(id, payload); // otherwise of no effect here, RFC 9113 section 5.3
            payload.get();
        }
        block.clear();
        blockStream = id;
        blockEnds = ends(flags);
        blockFrames = 0;
        blockSince = worker.now();
        fields(flags, payload);
    }

    private void continuation(int flags, ByteBuffer payload) throws ConnectionError {
        if (blockStream == 0) {
            throw protocol("a continuation of nothing");
        }
        fields(flags, payload);
    }

    private void fields(int flags, ByteBuffer payload) throws ConnectionError {
        int limit = worker.proxy.settings().headLimits.bytes() + FrameReader.LARGEST;
        if (++blockFrames > MOST_BLOCK_FRAMES || block.length() + payload.remaining() > limit) {
            throw new ConnectionError(H2Error.ENHANCE_YOUR_CALM, "a block of fields without end");
        }
        block.add(payload);
        if ((flags & FrameFlag.END_HEADERS.getValue()) != 0) {
            int id = blockStream;
            blockStream = 0;
            request.reset(worker.proxy.settings().headLimits.bytes());
            fields.read(ByteBuffer.wrap(block.bytes(), 0, block.length()), request);
            fieldsOf(id);
        }
    }

    private void fieldsOf(int id) throws ConnectionError {
        Http2Stream stream = connection.stream(id);
        if (stream != null) {
            trailers(stream);
        } else if (id % 2 == 0) {
            throw protocol("a stream that is not the client's to open");
        } else if (id > last) {
            passed = last;
            last = id;
            open(id);
        } else if (id > passed && id < last) {
            throw protocol("a stream that was passed over");
        } else if (!isReset(id)) {
            throw new ConnectionError(H2Error.STREAM_CLOSED, "fields on a closed stream");
        }
    }

    private void open(int id) throws ConnectionError {
        if (connection.left() || connection.full()) {
            fault(id, H2Error.REFUSED_STREAM);
        } else if (onItself) {
            fault(id, H2Error.PROTOCOL_ERROR);
        } else if (request.tooLarge()) {
            connection.open(id, 0, blockEnds).refuse(Refusal.HEAD_TOO_LARGE);
        } else if (request.write(head, blockEnds)) {
            connection.open(id, request.length(), blockEnds).begin(head);
        } else {
            fault(id, H2Error.PROTOCOL_ERROR);
        }
    }

    private void trailers(Http2Stream stream) throws ConnectionError {
        if (stream.requestEnded()) {
            fault(stream.id(), H2Error.STREAM_CLOSED);
        } else if (!blockEnds || request.tooLarge() || !request.writeTrailers(head) || !stream.trailers(head)) {
            fault(stream.id(), H2Error.PROTOCOL_ERROR);
        }
    }

    private void priority(int id, ByteBuffer payload) throws ConnectionError {
        onStream(id);
        if (payload.remaining() != PRIORITY) {
            wasOpened(id, H2Error.FRAME_SIZE_ERROR);
            fault(id, H2Error.FRAME_SIZE_ERROR);
        } else if (dependsOn(id, payload)) {
            wasOpened(id);
            fault(id, H2Error.PROTOCOL_ERROR);
        }
        spend(idle);
    }

    /** Whether a stream is to depend on itself, RFC 7540 section 5.3.1. */
    private static boolean dependsOn(int id, ByteBuffer priority) {
        return (priority.getInt() & Integer.MAX_VALUE) == id;
    }

    private void reset(int id, ByteBuffer payload) throws ConnectionError {
        onStream(id);
        length(payload, Integer.BYTES);
        wasOpened(id);
        Http2Stream stream = connection.stream(id);
        if (stream != null) {
            stream.close();
        }
        spend(faults);
    }

    private void settings(int flags, int id, ByteBuffer payload) throws ConnectionError {
        onConnection(id);
        if (ack(flags)) {
            length(payload, 0);
            return;
        }
        int wider = output.settings(payload);
        if (!settled) {
            settled = true;
            connection.settled();
        } else {
            spend(idle);
        }
        connection.widenAll(wider);
        output.frames().settingsTaken();
    }

    private void ping(int flags, int id, ByteBuffer payload) throws ConnectionError {
        onConnection(id);
        length(payload, Long.BYTES);
        if (ack(flags)) {
            connection.pinged(payload.getLong());
        } else {
            spend(idle);
            output.frames().ping(payload.getLong(), true);
        }
    }

    private void goAway(int id, ByteBuffer payload) throws ConnectionError {
        onConnection(id);
        if (payload.remaining() < 2 * Integer.BYTES) {
            throw new ConnectionError(H2Error.FRAME_SIZE_ERROR, "farewell cut off");
        }
        peerLeaves = true;
        connection.closeIfIdle();
    }

    private void windowUpdate(int id, ByteBuffer payload) throws ConnectionError {
        length(payload, Integer.BYTES);
        int increment = payload.getInt() & Integer.MAX_VALUE;
        if (id == 0) {
            if (increment == 0 || !output.widen(increment)) {
                H2Error code = increment == 0 ? H2Error.PROTOCOL_ERROR : H2Error.FLOW_CONTROL_ERROR;
                throw new ConnectionError(code, "window out of range");
            }
            output.sendOn();
            return;
        }
        wasOpened(id);
        Http2Stream stream = connection.stream(id);
        if (stream == null) {
            return; // closed meanwhile
        }
        if (increment == 0) {
            fault(id, H2Error.PROTOCOL_ERROR);
        } else if (!stream.widen(increment)) {
            fault(id, H2Error.FLOW_CONTROL_ERROR);
        } else {
            output.sendOn();
        }
    }
}
