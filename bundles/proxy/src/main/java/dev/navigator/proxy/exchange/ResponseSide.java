package dev.navigator.proxy.exchange;

import dev.navigator.proxy.exchange.ResponseWriter.Delivery;
import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.Body;
import dev.navigator.proxy.http.ConnectionOptions;
import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.Head;
import dev.navigator.proxy.http.HeadBuffer;
import dev.navigator.proxy.http.KeepAlive;
import dev.navigator.proxy.http.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The response of an exchange, on its way from the instance to the client. */
final class ResponseSide {

    private static final int FIRST_READ = 128 << 10;
    private static final int READ_WHEN_SLOW = 64 << 10;
    private static final int MOST_INTERIM = 16;
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final String BROKEN = "malformed chunks";
    private static final String JUNK = "more than the response that was announced";
    private static final byte[] HTTP = Ascii.bytes("HTTP/1.");
    private static final byte[] END = Ascii.bytes("0\r\n\r\n");

    private final Exchange exchange;
    private final Worker worker;
    private final ConnectionOptions options = new ConnectionOptions();
    private final Body body = new Body();
    private @Nullable ResponseHead head;
    private Delivery delivery = Delivery.AS_IS;
    private int reading;
    private long headSince;
    private int interim;
    private int status;
    private boolean started;
    private boolean persistent;

    ResponseSide(Exchange exchange, Worker worker) {
        this.exchange = exchange;
        this.worker = worker;
    }

    void open() {
        reading = FIRST_READ;
        headSince = 0;
        interim = 0;
        status = 0;
        started = false;
        persistent = false;
    }

    void close() {
        ResponseHead partial = head;
        head = null;
        if (partial != null) {
            worker.recycle(partial);
        }
    }

    /** Whether something of the final response has been passed on. */
    boolean started() {
        return started;
    }

    /** Whether anything at all has come from the instance. */
    boolean heard() {
        return started || interim > 0 || head != null;
    }

    /** Whether a part of a head came as early as {@code then}, and the rest has not come yet. */
    boolean tricklesSince(long then) {
        return !started && headSince != 0 && headSince - then < 0;
    }

    int status() {
        return status;
    }

    /** Bytes of content passed on. */
    long size() {
        return started ? body.size() : 0;
    }

    /** Whether the instance's connection can serve another exchange once this one is complete. */
    boolean persistent() {
        return persistent;
    }

    /** Reads from the instance what the client can take. */
    void readable(UpstreamConnection upstream, Client client) throws IOException {
        if (client.congested()) {
            upstream.stopReading();
            reading = READ_WHEN_SLOW;
            return;
        }
        int count = upstream.receive(Math.min(reading, client.most()));
        if (count < 0) {
            ended(client);
        } else if (count > 0) {
            if (count == reading) {
                reading *= 2; // up to what the client may be given at once
            }
            receive(worker.thread.in(), upstream, client);
        }
    }

    private void ended(Client client) {
        if (!started || body.complete() || !body.untilClose()) {
            exchange.upstream.failed(new IOException("connection closed"));
            return;
        }
        if (delivery == Delivery.WRAPPED) {
            client.write(ByteBuffer.wrap(END));
        }
        exchange.upstream.complete(false);
    }

    private void receive(ByteBuffer in, UpstreamConnection upstream, Client client) {
        while (!started) {
            ResponseHead current = head;
            if (current == null) {
                current = worker.head(exchange.settings);
                head = current;
            }
            Head.Outcome outcome = current.feed(in);
            if (outcome == Head.Outcome.MORE) {
                headSince = headSince == 0 ? worker.now() : headSince;
                return;
            }
            if (outcome == Head.Outcome.REFUSED) {
                exchange.upstream.misbehaved("malformed response: " + current.refusal());
                return;
            }
            options.read(current);
            if (!current.interim()) {
                finalHead(current, in, upstream, client);
                return;
            }
            if (!passInterim(current, client) || !in.hasRemaining()) {
                return;
            }
        }
        relay(in, client);
    }

    private boolean passInterim(ResponseHead current, Client client) {
        if (++interim > MOST_INTERIM) {
            exchange.upstream.misbehaved("too many interim responses");
            return false;
        }
        if (!exchange.request.head.http10()) {
            HeadBuffer out = worker.out;
            ResponseWriter.write(out, current, options, Delivery.AS_IS, ResponseWriter.Persistence.IMPLIED);
            client.write(ByteBuffer.wrap(out.bytes(), 0, out.length()));
        }
        current.reset(exchange.settings.responseHeadLimits);
        headSince = 0;
        return true;
    }

    private void finalHead(ResponseHead current, ByteBuffer in, UpstreamConnection upstream, Client client) {
        if (current.status() == 101) {
            exchange.upstream.switchProtocols(current, options, in);
            return;
        }
        boolean http10 = exchange.request.head.http10();
        body.start(current.bodyLength(exchange.toHead()));
        delivery = delivery(current, http10);
        persistent = options.persistent(current.http10()) && !body.untilClose();
        int from = in.position();
        int end = body.accept(in, from, in.limit(), delivery == Delivery.STRIPPED);
        int to = body.keptEnd();
        in.position(end);
        boolean more = body.complete() && current.mayHaveBody(exchange.toHead()) && junk(in);
        if (more || body.broken()) {
            exchange.upstream.misbehaved(more ? JUNK : BROKEN);
            return;
        }
        upstream.keepsIdle(KeepAlive.timeout(current, Integer.MAX_VALUE));
        status = current.status();
        started = true;
        HeadBuffer out = worker.out;
        ResponseWriter.write(
                out,
                current,
                options,
                delivery,
                exchange.persistence(delivery, body.untilClose()),
                exchange.cookie(),
                worker.date());
        head = null;
        worker.recycle(current);
        exchange.responseStarted();
        if (delivery == Delivery.WRAPPED && to > from) {
            out.addHex(to - from).add(CRLF);
            to = wrap(in, to);
        }
        send(in, out, from, to, client);
        end(in, client);
    }

    /**
     * Whether {@code in} has what nobody asked for: then it is open where the response ends. Line ends are not that, nor is what
     * an instance says to a body that it may have taken for another request.
     */
    private boolean junk(ByteBuffer in) {
        if (!in.hasRemaining()) {
            return false;
        }
        int at = in.position();
        while (at < in.limit() && (in.get(at) == Ascii.CR || in.get(at) == Ascii.LF)) {
            at++;
        }
        int compared = Math.min(in.limit() - at, HTTP.length);
        boolean response = in.slice(at, compared).equals(ByteBuffer.wrap(HTTP, 0, compared));
        return at < in.limit() && !(response && exchange.request.hasBody());
    }

    private Delivery delivery(ResponseHead current, boolean http10) {
        if (body.untilClose()) {
            return http10 ? Delivery.AS_IS : Delivery.WRAPPED;
        }
        return http10 && current.has(Field.TRANSFER_ENCODING) ? Delivery.STRIPPED : Delivery.AS_IS;
    }

    /** Sends {@code out} and {@code in[from, to)} together, the former put in front of the latter where it fits. */
    private static void send(ByteBuffer in, HeadBuffer out, int from, int to, Client client) {
        int position = in.position();
        int limit = in.limit();
        int start = from - out.length();
        if (start < 0) {
            client.write(ByteBuffer.wrap(out.bytes(), 0, out.length()));
            start = from;
        } else {
            out.copyTo(in, start);
        }
        in.limit(to).position(start);
        client.write(in);
        in.limit(Math.max(limit, position)).position(position);
    }

    /** Ends the chunk whose data ends at {@code to}, where there is room: data until the close is all there is. */
    private static int wrap(ByteBuffer in, int to) {
        in.limit(to + CRLF.length);
        in.put(to, CRLF);
        return to + CRLF.length;
    }

    private void relay(ByteBuffer in, Client client) {
        int from = in.position();
        int end = body.accept(in, from, in.limit(), delivery == Delivery.STRIPPED);
        int to = body.keptEnd();
        in.position(end);
        if (body.chunked() && body.complete() && junk(in)) {
            exchange.upstream.misbehaved(JUNK);
            return;
        }
        HeadBuffer out = worker.out.clear();
        if (delivery == Delivery.WRAPPED && to > from) {
            out.addHex(to - from).add(CRLF);
            to = wrap(in, to);
        }
        if (to > from) {
            send(in, out, from, to, client);
        }
        end(in, client);
    }

    private void end(ByteBuffer in, Client client) {
        byte[] trailers = body.inTrailers() ? body.trailers(in) : null;
        boolean more = trailers != null && junk(in);
        if (more || body.broken()) {
            exchange.upstream.misbehaved(more ? JUNK : BROKEN);
            return;
        }
        if (trailers != null && delivery != Delivery.STRIPPED) {
            client.write(ByteBuffer.wrap(trailers));
        }
        if (body.complete()) {
            exchange.upstream.complete(!in.hasRemaining());
        }
    }
}
