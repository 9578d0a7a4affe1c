package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Body;
import dev.navigator.proxy.http.Head;
import dev.navigator.proxy.http.HeadLimits;
import dev.navigator.proxy.http.ResponseHead;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes a response of HTTP/1.1 apart, as an exchange writes it, and hands a stream its parts. Confined to one I/O thread. */
final class Http2Response {

    /** Who gets the parts, in this order. */
    interface Parts {

        /** A head, interim or not; {@code end}: and nothing more. */
        void head(ResponseHead head, boolean end);

        /** Content; {@code end}: and nothing more. */
        void content(ByteBuffer content, boolean end);

        /** The end, with the fields of a trailer section. */
        void trailers(byte[] section);
    }

    /** What an exchange adds to an instance's head. */
    private static final HeadLimits ADDED = new HeadLimits(1024, 8, 0);

    private final HeadLimits limits;
    private final Parts parts;
    private final ResponseHead head;
    private final Body body = new Body();
    private boolean headDone;
    private boolean ended;
    private boolean broken;

    Http2Response(HeadLimits instances, Parts parts) {
        limits = new HeadLimits(instances.bytes() + ADDED.bytes(), instances.fields() + ADDED.fields(), 0);
        this.parts = parts;
        head = new ResponseHead(limits);
    }

    /** Whether all of it has been handed over. */
    boolean ended() {
        return ended;
    }

    /** Whether it was none: an error of ours. */
    boolean broken() {
        return broken;
    }

    /**
     * Takes all that {@code out} has.
     *
     * @param toHead whether it answers a HEAD
     */
    void take(ByteBuffer out, boolean toHead) {
        while (out.hasRemaining() && !ended && !broken) {
            if (headDone) {
                takeBody(out);
            } else {
                takeHead(out, toHead);
            }
        }
        out.position(out.limit());
    }

    private void takeHead(ByteBuffer out, boolean toHead) {
        Head.Outcome outcome = head.feed(out);
        if (outcome == Head.Outcome.REFUSED) {
            broken = true;
        } else if (outcome == Head.Outcome.DONE && head.interim()) {
            parts.head(head, false);
            head.reset(limits);
        } else if (outcome == Head.Outcome.DONE) {
            headDone = true;
            body.start(head.bodyLength(toHead));
            ended = body.complete();
            parts.head(head, ended);
        }
    }

    private void takeBody(ByteBuffer out) {
        int from = out.position();
        out.position(body.accept(out, from, out.limit(), true));
        int count = body.keptEnd() - from;
        byte @Nullable [] trailers = body.inTrailers() ? body.trailers(out) : null;
        broken = body.broken();
        ended = body.complete();
        boolean bare = trailers == null || trailers.length == 2;
        if (count > 0 || (ended && bare)) {
            parts.content(out.slice(from, count), ended && bare);
        }
        if (trailers != null && !bare) {
            parts.trailers(trailers);
        }
    }

    /** The exchange is over; a response without another end ends so. */
    void finish() {
        if (headDone && !ended && body.untilClose()) {
            ended = true;
            parts.content(ByteBuffer.allocate(0), true);
        }
    }
}
