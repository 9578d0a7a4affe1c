package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Body;
import dev.navigator.proxy.http.ConnectionOptions;
import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.HeadBuffer;
import dev.navigator.proxy.http.HeadLimits;
import dev.navigator.proxy.http.RequestHead;
import dev.navigator.proxy.io.Buffers;
import dev.navigator.proxy.io.IoThread;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The request of an exchange: its head, and its body on the way to the instance.
 *
 * <p>The body is kept while nobody is there to take it, and as long as it may have to be sent again, up to a bound.
 */
final class RequestSide {

    /** What is kept of a body at most. */
    static final int MOST_KEPT = 64 << 10;

    /** How a piece of a body was found. */
    enum Piece {
        SOUND,
        MALFORMED,
        TOO_LARGE
    }

    private static final HeadLimits NOTHING = new HeadLimits(0, 0, 0);

    final RequestHead head = new RequestHead(NOTHING);
    final ConnectionOptions options = new ConnectionOptions();

    private final IoThread thread;
    private final Body body = new Body();
    private long limit;
    /** What is in the thread's buffer, accepted and not yet sent or kept; 0 to 0 once it was, for others use the buffer then. */
    private int freshFrom;

    private int freshTo;
    private @Nullable ByteBuffer kept;
    private @Nullable UpstreamConnection upstream;
    private boolean forgetful;

    RequestSide(IoThread thread) {
        this.thread = thread;
    }

    void open(ProxySettings settings) {
        head.reset(settings.headLimits);
        limit = settings.bodyLimit;
        upstream = null;
        forgetful = false;
        freshFrom = 0;
        freshTo = 0;
    }

    void close() {
        Buffers buffers = thread.buffers();
        ByteBuffer buffer = kept;
        kept = null;
        if (buffer != null) {
            buffers.give(buffer);
        }
    }

    /** The head is complete: takes what {@code in}, the thread's buffer, has of the body. */
    Piece begin(ByteBuffer in) {
        options.read(head);
        body.start(head.bodyLength());
        return head.bodyLength() > limit ? Piece.TOO_LARGE : accept(in);
    }

    private Piece accept(ByteBuffer in) {
        freshFrom = in.position();
        int end = body.accept(in, freshFrom, in.limit(), false);
        freshTo = body.keptEnd();
        in.position(end);
        if (body.inTrailers()) {
            byte[] trailers = body.trailers(in);
            keep();
            if (trailers != null) {
                append(ByteBuffer.wrap(trailers));
            }
        }
        if (body.broken()) {
            return Piece.MALFORMED;
        }
        return body.size() > limit ? Piece.TOO_LARGE : Piece.SOUND;
    }

    boolean complete() {
        return body.complete();
    }

    /** Whether it is complete, and nothing of it is left unread by an application that expects no body. */
    boolean readWhole() {
        return complete() && (!hasBody() || head.method().expectsContent());
    }

    /** Whether the client may be waiting to be asked for the body: it said that it would, and nothing of it has come. */
    boolean held() {
        return head.has(Field.EXPECT) && !head.http10() && body.size() == 0 && !complete();
    }

    boolean hasBody() {
        return head.bodyLength() != 0;
    }

    /** Whether so much is kept that reading has to pause. */
    boolean full() {
        UpstreamConnection to = upstream;
        return to != null ? to.congested() : kept != null && kept.position() >= MOST_KEPT;
    }

    /** How much of the body is to be read at once now, {@code most} at most; unless it is {@link #full}. */
    int room(int most) {
        ByteBuffer waiting = kept;
        if (upstream != null) {
            return most;
        }
        return waiting == null ? MOST_KEPT : MOST_KEPT - waiting.position();
    }

    /** Copies what lies in the thread's buffer, which others are about to use. */
    void keep() {
        if (freshTo > freshFrom) {
            append(thread.in().duplicate().limit(freshTo).position(freshFrom));
        }
        freshFrom = 0;
        freshTo = 0;
    }

    private void append(ByteBuffer bytes) {
        ByteBuffer buffer = kept;
        if (buffer == null) {
            buffer = thread.buffers().take(bytes.remaining());
        } else if (buffer.remaining() < bytes.remaining()) {
            ByteBuffer larger = thread.buffers().take(buffer.position() + bytes.remaining());
            larger.put(buffer.flip());
            thread.buffers().give(buffer);
            buffer = larger;
        }
        kept = buffer.put(bytes);
    }

    /** Sends {@code rewritten} and all there is of the body; from here on pieces are passed on as they come. */
    void send(UpstreamConnection to, HeadBuffer rewritten, boolean repeatable) {
        upstream = to;
        forgetful = !repeatable;
        ByteBuffer waiting = kept;
        int start = freshFrom - rewritten.length();
        if (waiting != null || start < 0) {
            keep();
            sendKept(to, rewritten);
        } else {
            if (repeatable) {
                keepCopy();
            }
            sendFresh(to, rewritten, start);
        }
    }

    /** The rewritten head fits in front of the body, where the original was: both leave together. */
    private void sendFresh(UpstreamConnection to, HeadBuffer rewritten, int start) {
        ByteBuffer in = thread.in();
        int position = in.position();
        int end = in.limit();
        rewritten.copyTo(in, start);
        in.limit(freshTo).position(start);
        freshFrom = 0;
        freshTo = 0;
        to.write(in);
        in.limit(end).position(position);
    }

    private void sendKept(UpstreamConnection to, HeadBuffer rewritten) {
        ByteBuffer body = kept;
        int size = rewritten.length() + (body == null ? 0 : body.position());
        ByteBuffer out = thread.buffers().take(size);
        out.put(rewritten.bytes(), 0, rewritten.length());
        if (body != null) {
            out.put(body.duplicate().flip());
        }
        to.write(out.flip());
        thread.buffers().give(out);
        forgetIfUseless();
    }

    private void keepCopy() {
        int from = freshFrom;
        int to = freshTo;
        keep();
        freshFrom = from;
        freshTo = to;
        forgetIfUseless();
    }

    private void forgetIfUseless() {
        ByteBuffer buffer = kept;
        if (buffer != null && (forgetful || buffer.position() > MOST_KEPT)) {
            forget();
        }
    }

    /** It will not be sent again: lets go what was kept for that. */
    void forget() {
        forgetful = true;
        close();
    }

    /** Whether all that was sent can be sent again. */
    boolean repeatable() {
        return !forgetful;
    }

    /** The connection it was sent on is lost; it may be sent on another one. */
    void detach() {
        upstream = null;
    }

    /** Takes the next piece of the body and passes it on or keeps it. */
    Piece receive(ByteBuffer in) {
        ByteBuffer before = kept;
        int keptBefore = before == null ? 0 : before.position();
        Piece piece = accept(in);
        UpstreamConnection to = upstream;
        if (piece != Piece.SOUND) {
            return piece;
        }
        if (to == null) {
            keep();
        } else {
            passOn(to, in, keptBefore);
        }
        return piece;
    }

    private void passOn(UpstreamConnection to, ByteBuffer in, int keptBefore) {
        if (!forgetful || freshTo == freshFrom) {
            keep();
            ByteBuffer all = kept;
            if (all != null) {
                ByteBuffer added = all.duplicate().flip();
                to.write(added.position(keptBefore));
            }
            forgetIfUseless();
            return;
        }
        int position = in.position();
        int end = in.limit();
        in.limit(freshTo).position(freshFrom);
        freshFrom = freshTo;
        to.write(in);
        in.limit(end).position(position);
    }
}
