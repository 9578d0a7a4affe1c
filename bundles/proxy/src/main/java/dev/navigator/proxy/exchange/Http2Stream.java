package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Head;
import dev.navigator.proxy.http.HeadBuffer;
import dev.navigator.proxy.http.Refusal;
import dev.navigator.proxy.http.ResponseHead;
import dev.navigator.proxy.http2.ReceiveWindow;
import dev.navigator.proxy.http2.RequestContent;
import dev.navigator.proxy.http2.ResponseFields;
import dev.navigator.proxy.io.IoThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http2.H2Error;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response within a connection of HTTP/2. To its exchange it is a client of HTTP/1.1: the request has been
 * translated and is scanned as any other, the response is taken apart again. Confined to one I/O thread.
 */
final class Http2Stream implements Client, Http2Response.Parts {

    /** What it may be sent at first: as much as is kept of a request that waits. */
    static final int WINDOW = 64 << 10;

    /** What it may be sent once somebody takes it. */
    private static final int WINDOW_WHEN_TAKEN = 256 << 10;

    private static final int MOST = 32 << 10;

    /**
     * How long a request may still end by itself once its response is complete. A reset that comes with the response, though
     * RFC 9113 section 8.1 has it so, is for some clients (curl) a response that failed.
     */
    private static final long LINGER_NANOS = 500_000_000L;

    private final Http2Connection connection;
    private final Http2Output output;
    private final Worker worker;
    private final int id;
    private final RequestContent content;
    private final Http2Response response;
    private final Http2Sending sending;
    private final ReceiveWindow receiving = new ReceiveWindow(WINDOW);
    private @Nullable Exchange exchange;
    private long active;
    private long over;
    private int withheld;
    private boolean requestEnded;
    private boolean closed;

    /**
     * @param window what the client takes at first
     * @param length of the request's content
     * @param ended whether the request is complete
     */
    Http2Stream(Http2Connection connection, Worker worker, int id, long window, long length, boolean ended) {
        this.connection = connection;
        output = connection.output();
        sending = new Http2Sending(output, worker.thread.buffers(), id, window);
        this.worker = worker;
        this.id = id;
        content = new RequestContent(length);
        requestEnded = ended;
        active = worker.now();
        response = new Http2Response(worker.proxy.settings().responseHeadLimits, this);
    }

    int id() {
        return id;
    }

    // The request.

    /** Serves the request whose head is {@code head}. */
    void begin(HeadBuffer head) {
        Exchange opened = worker.exchange(this);
        exchange = opened;
        ByteBuffer translated = ByteBuffer.wrap(head.bytes(), 0, head.length());
        Head.Outcome outcome = opened.request.head.feed(translated);
        if (outcome == Head.Outcome.REFUSED) {
            Refusal why = opened.request.head.refusal();
            opened.refused(why == null ? Refusal.REQUEST_LINE : why);
        } else if (outcome == Head.Outcome.MORE || translated.hasRemaining()) {
            reset(H2Error.PROTOCOL_ERROR); // not one head: an error of ours, and nobody is to see what came of it
        } else {
            ByteBuffer in = worker.thread.in();
            opened.begin(in.clear().limit(IoThread.HEADROOM).position(IoThread.HEADROOM));
        }
    }

    /** Answers a request that is not going to be scanned. */
    void refuse(Refusal why) {
        Exchange opened = worker.exchange(this);
        exchange = opened;
        opened.refused(why);
    }

    /** Whether the request is complete. */
    boolean requestEnded() {
        return requestEnded;
    }

    /** Notes what has come; false when that was more than allowed. */
    boolean allowed(int bytes) {
        return receiving.take(bytes);
    }

    /**
     * Content has come.
     *
     * @param flow bytes that the client counts for it
     * @return false when it is not what was announced
     */
    boolean data(ByteBuffer data, int flow, boolean end) {
        if (sending.ended()) {
            connection.room(flow);
            return unwanted(end);
        }
        ByteBuffer in = buffer();
        requestEnded = end;
        boolean right = content.put(data, end, in);
        if (right) {
            received(in);
        }
        room(flow);
        return right;
    }

    /** The request ends with trailer fields; false when its content is not what was announced. */
    boolean trailers(HeadBuffer section) {
        if (sending.ended()) {
            return unwanted(true);
        }
        ByteBuffer in = buffer();
        requestEnded = true;
        boolean right = content.putTrailers(section, in);
        if (right) {
            received(in);
        }
        return right;
    }

    /** Whoever would have taken it has answered already. */
    private boolean unwanted(boolean end) {
        requestEnded = end;
        closeIfDone();
        return true;
    }

    private ByteBuffer buffer() {
        return worker.thread.in().clear().position(IoThread.HEADROOM);
    }

    private void received(ByteBuffer in) {
        Exchange current = exchange;
        in.flip().position(IoThread.HEADROOM);
        if (current != null && in.hasRemaining()) {
            current.receive(in);
        }
    }

    /** Lets the client send as much again, unless nobody takes what it has sent. */
    private void room(int bytes) {
        Exchange current = exchange;
        if (current != null && current.request.full()) {
            withheld += bytes;
        } else {
            announce(bytes);
        }
    }

    private void announce(int bytes) {
        connection.room(bytes);
        if (!closed && !requestEnded) {
            int increment = receiving.giveBack(bytes);
            if (increment > 0) {
                output.frames().windowUpdate(id, increment);
            }
        }
    }

    @Override
    public void resumeReading() {
        Exchange current = exchange;
        if (current != null && current.phase() == Exchange.Phase.SENT) {
            receiving.grow(WINDOW_WHEN_TAKEN);
        }
        int bytes = withheld;
        withheld = 0;
        announce(bytes);
    }

    // The response.

    @Override
    public Peer who() {
        return connection.who();
    }

    @Override
    public void write(ByteBuffer out) {
        Exchange current = exchange;
        if (closed || current == null) {
            out.position(out.limit());
            return;
        }
        output.frames().hold();
        try {
            response.take(out, current.toHead());
        } finally {
            output.frames().release();
        }
        if (response.broken()) {
            reset(H2Error.INTERNAL_ERROR);
        }
    }

    @Override
    public void head(ResponseHead head, boolean end) {
        output.sendFields(id, ResponseFields.head(output.fields(), head), end);
        if (end) {
            sending.endedWithHead();
        }
    }

    @Override
    public void content(ByteBuffer data, boolean end) {
        sending.content(data, end);
        active = worker.now();
        output.waits(this);
    }

    @Override
    public void trailers(byte[] section) {
        sending.trailers(section);
    }

    /** Whether it has something to send and the client lets it. */
    boolean ready() {
        return sending.ready();
    }

    /** Sends what waits, as far as that goes. */
    void sendOn() throws IOException {
        if (sending.sendOn() > 0) {
            moved();
        }
        if (sending.waits()) {
            output.waits(this);
            return;
        }
        Exchange current = exchange;
        if (current != null) {
            current.clientDrained();
        }
        closeIfDone();
    }

    /** The client lets it send more, or, when it has changed its settings, less; false when that is more than can be. */
    boolean widen(long bytes) {
        boolean right = sending.widen(bytes);
        output.waits(this);
        return right;
    }

    /** What others send on the connection is progress too. */
    void moved() {
        active = worker.now();
        Exchange current = exchange;
        if (current != null) {
            current.moved();
        }
    }

    @Override
    public int most() {
        return Math.min(MOST, worker.thread.most());
    }

    @Override
    public boolean congested() {
        return sending.waits();
    }

    @Override
    public boolean lost() {
        return closed || connection.lost();
    }

    // Ends.

    @Override
    public void exchangeEnded(boolean goOn, boolean lingering) {
        Exchange done = exchange;
        exchange = null;
        if (done != null && done.reusable()) {
            worker.recycle(done);
        }
        response.finish();
        if (response.ended()) {
            announce(withheld);
            withheld = 0;
            closeIfDone();
        } else {
            reset(H2Error.INTERNAL_ERROR);
        }
    }

    private void closeIfDone() {
        if (closed || exchange != null || !sending.ended()) {
            return;
        }
        if (requestEnded) {
            close();
        } else if (over == 0) {
            over = worker.now();
        }
    }

    @Override
    public void abort() {
        reset(H2Error.INTERNAL_ERROR);
    }

    /** Ends at once, and tells the client. */
    void reset(H2Error code) {
        if (!closed) {
            connection.sendReset(id, code);
            close();
        }
    }

    /** Ends at once. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        connection.room(withheld);
        withheld = 0;
        connection.closed(this);
        sending.forget();
        Exchange current = exchange;
        exchange = null;
        if (current != null) {
            current.clientGone();
        }
    }

    @Override
    public void post(Runnable task) {
        connection.post(task);
    }

    void tick(long now) {
        Exchange current = exchange;
        if (current != null) {
            current.tick();
        } else if (over != 0) {
            if (now - over > LINGER_NANOS) {
                reset(H2Error.NO_ERROR); // nobody wants the rest of the request
            }
        } else if (now - active > worker.proxy.settings().bodyIdleNanos) {
            reset(H2Error.CANCEL); // the client takes nothing any more
        }
    }
}
