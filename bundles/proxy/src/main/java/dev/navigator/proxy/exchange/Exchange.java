package dev.navigator.proxy.exchange;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.PoolException;
import dev.navigator.proxy.exchange.ResponseWriter.Delivery;
import dev.navigator.proxy.exchange.ResponseWriter.Persistence;
import dev.navigator.proxy.http.Method;
import dev.navigator.proxy.http.Refusal;
import dev.navigator.proxy.http.RequestHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, and all that lies between. Reused for later ones unless others may still look at it; confined
 * to one I/O thread.
 */
final class Exchange {

    enum Phase {
        /** The head is coming in. */
        HEAD,
        /** An instance or a connection to it is awaited. */
        WAITING,
        /** The request is on its way to the instance, or the response back. */
        SENT,
        TUNNEL,
        ENDED
    }

    private static final int CLIENT_GONE = 499;
    private static final int BODY_READ = 128 << 10;

    final RequestSide request;
    final ResponseSide response;
    final UpstreamSide upstream;
    final View view;
    final Times times = new Times();
    ProxySettings settings;

    private final Worker worker;
    private final Dispatch dispatch;
    private final Patience patience;
    private final Sender sender = new Sender();
    private Phase phase = Phase.ENDED;
    private @Nullable Client client;
    private @Nullable TenantId tenant;
    private boolean keepAlive;
    private boolean clientCloses;
    private int status;
    private long ownSize;

    Exchange(Worker worker) {
        this.worker = worker;
        settings = worker.proxy.settings();
        request = new RequestSide(worker.thread);
        response = new ResponseSide(this, worker);
        upstream = new UpstreamSide(this, worker);
        dispatch = new Dispatch(this, worker);
        patience = new Patience(this);
        view = new View(request.head);
    }

    /** Readies it for the next request of {@code from}. */
    void open(Client from) {
        client = from;
        settings = worker.proxy.settings();
        phase = Phase.HEAD;
        request.open(settings);
        request.head.secured(from.who().secured);
        response.open();
        upstream.open();
        dispatch.open();
        patience.open();
        sender.open(from.who());
        tenant = null;
        keepAlive = false;
        clientCloses = false;
        status = 0;
        ownSize = 0;
        times.open();
    }

    /** The head is complete; {@code in}, the thread's buffer, has what follows it. */
    void begin(ByteBuffer in) {
        RequestHead head = request.head;
        times.begin(worker.now());
        RequestSide.Piece piece = request.begin(in);
        clientCloses = !request.options.persistent(head.http10());
        keepAlive = !clientCloses && !worker.proxy.draining();
        sender.identify(head, settings.trusted, worker.ids);
        view.open(sender, settings.trusted);
        if (piece != RequestSide.Piece.SOUND) {
            refused(piece);
        } else if (!Local.answered(this, worker, head)) {
            route();
        }
    }

    private void route() {
        TenantId found = worker.proxy.routing().route(view, worker.path, settings.routes, settings.router);
        if (found == null) {
            answer(404, "There is nothing at this address.");
            return;
        }
        tenant = found;
        upstream.begin(request);
        phase = Phase.WAITING;
        dispatch.begin(found);
    }

    // On the way to an instance.

    /** There is nothing to send to yet: what lies in the thread's buffer has to be kept. */
    void waiting() {
        phase = Phase.WAITING;
        request.keep();
    }

    void leased() {
        times.lease(worker.now());
    }

    void sending() {
        phase = Phase.SENT;
        times.send(worker.now());
    }

    void tunnelled() {
        phase = Phase.TUNNEL;
        status = 101;
        dispatch.answered();
    }

    /** Whether the time for a response, which runs from the first attempt, is not over. */
    boolean inTime() {
        return times.sent() == 0 || worker.now() - times.sent() < settings.responseNanos;
    }

    void notLeased(PoolException cause) {
        int code =
                switch (cause.reason()) {
                    case UNKNOWN_TENANT -> 404;
                    case START_FAILED -> 502;
                    case QUEUE_FULL, QUEUE_TIMEOUT, PORTS_EXHAUSTED, STOPPED -> 503;
                };
        failed(code, Local.sentence(cause.reason()), cause.retryAfter(), null);
    }

    /** What the client is told beside what the instance says; null: nothing. */
    @Nullable
    String cookie() {
        InstanceLease lease = dispatch.lease();
        return lease == null ? null : lease.cookie();
    }

    void report(String what) {
        InstanceLease lease = dispatch.lease();
        String id = new String(sender.id(), StandardCharsets.ISO_8859_1);
        worker.proxy.incidents().report(tenant, lease == null ? null : lease.instance(), id, what);
    }

    // Ends.

    /** Ends without a response of the instance. */
    void failed(int code, String sentence, Duration retryAfter, @Nullable String report) {
        if (report != null) {
            report(report);
        }
        drop();
        status = code;
        Local.write(this, worker, code, sentence, code == 503 ? retryAfter : Duration.ZERO);
        ended();
    }

    /** Ends, and with it the connection: what the client has sent is not to be trusted any more. */
    void refused(Refusal refusal) {
        if (times.began() == 0) {
            times.begin(worker.now());
            sender.identify(worker.ids);
        }
        drop();
        keepAlive = false;
        status = refusal.status();
        Local.write(this, worker, refusal.status(), refusal.sentence(), Duration.ZERO);
        ended();
    }

    private void refused(RequestSide.Piece piece) {
        if (response.started()) {
            cancel();
        } else {
            refused(piece == RequestSide.Piece.TOO_LARGE ? Refusal.BODY_TOO_LARGE : Refusal.CHUNK);
        }
    }

    /** The client, a browser, has waited long: shows it something that asks again. */
    void showStartPage() {
        drop();
        Local.startPage(this, worker);
        answered(503);
    }

    /** Answers by itself, keeping the connection if nothing speaks against it. */
    void answer(int code, String sentence) {
        Local.write(this, worker, code, sentence, Duration.ZERO);
        answered(code);
    }

    /** Something of its own has been written. */
    void answered(int code) {
        status = code;
        ended();
    }

    /** Notes how much of a body of its own was written. */
    void answeredWith(long bytes) {
        ownSize = bytes;
    }

    /** Gives up: the response, if it has begun, must not look complete. */
    void cancel() {
        client().abort();
    }

    /** The client's connection is gone. */
    void clientGone() {
        if (phase != Phase.ENDED) {
            status = status == 0 ? CLIENT_GONE : status;
            finish();
        }
    }

    /** All that the client is to get has been handed to its connection. */
    void ended() {
        finish();
        boolean whole = request.complete();
        client().exchangeEnded(keepAlive && whole, !whole || !clientCloses);
    }

    private void finish() {
        phase = Phase.ENDED;
        worker.log(this, dispatch.lease());
        drop();
        request.close();
        response.close();
    }

    /** Leaves the instance, whatever it is doing. */
    private void drop() {
        upstream.drop();
        dispatch.release();
    }

    // What the client's connection reports.

    /** There is something to read from the client while it waits for its response. */
    void clientReadable(ClientConnection from) throws IOException {
        Tunnel tunnel = upstream.tunnel();
        if (tunnel != null) {
            tunnel.clientReadable();
        } else if (request.complete()) {
            from.readAhead();
        } else if (request.full()) {
            from.stopReading();
        } else {
            readBody(from);
        }
    }

    private void readBody(ClientConnection from) throws IOException {
        int count = from.receive(request.room(BODY_READ));
        if (count < 0) {
            clientEnded();
        } else if (count > 0) {
            ByteBuffer in = worker.thread.in();
            if (receive(in)) {
                from.stash(in);
            }
        }
    }

    /** A piece of the body is in {@code in}, the thread's buffer; returns whether it was sound, otherwise this has ended. */
    boolean receive(ByteBuffer in) {
        times.move(worker.now());
        RequestSide.Piece piece = request.receive(in);
        if (piece != RequestSide.Piece.SOUND) {
            refused(piece);
        }
        return piece == RequestSide.Piece.SOUND;
    }

    /** The client has ended its side: it may be gone, or only have nothing more to say. */
    void clientEnded() {
        if (request.complete()) {
            patience.doubt(worker.now());
        } else {
            cancel();
        }
    }

    /** The client has taken all there was. */
    void clientDrained() throws IOException {
        times.move(worker.now());
        upstream.clientDrained();
    }

    // The response.

    void responseStarted() {
        status = response.status();
        request.forget();
        dispatch.answered();
    }

    /** What the client hears about its connection, with a response that ends so. */
    Persistence persistence(Delivery delivery, boolean untilClose) {
        boolean closes = delivery == Delivery.STRIPPED || (untilClose && delivery == Delivery.AS_IS);
        keepAlive &= !closes && request.complete() && !worker.proxy.draining();
        if (!keepAlive) {
            return Persistence.CLOSE;
        }
        return request.head.http10() ? Persistence.KEEP_ALIVE : Persistence.IMPLIED;
    }

    boolean toHead() {
        return request.head.method() == Method.HEAD;
    }

    /** A byte has moved. */
    void moved() {
        times.move(worker.now());
    }

    void tick() {
        Tunnel tunnel = upstream.tunnel();
        if (tunnel != null) {
            tunnel.tick(worker.now());
        } else {
            patience.tick(worker.now());
        }
    }

    // What others see.

    Phase phase() {
        return phase;
    }

    boolean readingHead() {
        return phase == Phase.HEAD;
    }

    /** Whether nobody else may still look at it once it has ended. */
    boolean reusable() {
        return !dispatch.waited();
    }

    boolean keepAlive() {
        return keepAlive && request.complete() && !worker.proxy.hurrying();
    }

    Dispatch dispatch() {
        return dispatch;
    }

    Sender sender() {
        return sender;
    }

    @Nullable
    TenantId tenant() {
        return tenant;
    }

    int status() {
        return status;
    }

    /** Bytes of content that the client was given. */
    long size() {
        Tunnel tunnel = upstream.tunnel();
        if (tunnel != null) {
            return tunnel.size();
        }
        return response.started() ? response.size() : ownSize;
    }

    Client client() {
        Client current = client;
        if (current == null) {
            throw new IllegalStateException("no client");
        }
        return current;
    }
}
