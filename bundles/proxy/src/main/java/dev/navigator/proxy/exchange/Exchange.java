package dev.navigator.proxy.exchange;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.PoolException;
import dev.navigator.proxy.exchange.ResponseWriter.Delivery;
import dev.navigator.proxy.exchange.ResponseWriter.Persistence;
import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.ConnectionOptions;
import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.Method;
import dev.navigator.proxy.http.Refusal;
import dev.navigator.proxy.http.RequestHead;
import dev.navigator.proxy.http.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
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
        /** The request is on its way to the instance. */
        SENT,
        TUNNEL,
        ENDED
    }

    private static final int LONGEST_ID = 128;
    private static final int BODY_READ = 128 << 10;

    final RequestSide request;
    final ResponseSide response;
    final View view;
    ProxySettings settings;

    private final Worker worker;
    private final Dispatch dispatch;
    private final Patience patience;
    private final byte[] ownId = new byte[RequestIds.LENGTH];
    private byte[] id = ownId;
    private Phase phase = Phase.ENDED;
    private @Nullable ClientConnection client;
    private @Nullable UpstreamConnection upstream;
    private @Nullable TenantId tenant;
    private @Nullable Tunnel tunnel;
    private boolean keepAlive;
    private boolean clientCloses;
    private boolean trusted;
    private boolean upgrade;
    private int status;
    private long ownSize;
    private long began;
    private long leasedAt;
    private long sentAt;
    private long active;

    Exchange(Worker worker) {
        this.worker = worker;
        settings = worker.proxy.settings();
        request = new RequestSide(worker.thread);
        response = new ResponseSide(this, worker);
        dispatch = new Dispatch(this, worker);
        patience = new Patience(this);
        view = new View(request.head);
    }

    /** Readies it for the next request of {@code from}. */
    void open(ClientConnection from) {
        client = from;
        settings = worker.proxy.settings();
        phase = Phase.HEAD;
        request.open(settings);
        response.open();
        dispatch.open();
        upstream = null;
        tenant = null;
        tunnel = null;
        id = ownId;
        keepAlive = false;
        clientCloses = false;
        upgrade = false;
        status = 0;
        ownSize = 0;
        leasedAt = 0;
        sentAt = 0;
        began = 0;
        patience.open();
    }

    boolean readingHead() {
        return phase == Phase.HEAD;
    }

    /** The head is complete; {@code in}, the thread's buffer, has what follows it. */
    void begin(ByteBuffer in) {
        RequestHead head = request.head;
        began = worker.now();
        active = began;
        RequestSide.Piece piece = request.begin(in);
        ConnectionOptions options = request.options;
        clientCloses = !options.persistent(head.http10());
        keepAlive = !clientCloses && !worker.proxy.draining();
        trusted = settings.trusted.contains(connection().who().address.getAddress());
        view.open(connection().who());
        identify();
        if (piece != RequestSide.Piece.SOUND) {
            refused(piece);
            return;
        }
        if (Local.answered(this, worker, head)) {
            return;
        }
        TenantId found = worker.proxy.routing().route(view, worker.path, settings.routes);
        if (found == null) {
            answer(404, "There is nothing at this address.");
            return;
        }
        tenant = found;
        upgrade = upgradable(head, options);
        phase = Phase.WAITING;
        dispatch.begin(found);
    }

    private void identify() {
        byte[] given = trusted ? RequestWriter.givenId(request.head, LONGEST_ID) : null;
        if (given == null) {
            worker.ids.next(ownId);
        } else {
            id = given;
        }
    }

    private boolean upgradable(RequestHead head, ConnectionOptions options) {
        return options.upgrade()
                && head.has(Field.UPGRADE)
                && !head.repeats(Field.UPGRADE)
                && !head.has(Field.HTTP2_SETTINGS)
                && !head.http10()
                && !request.hasBody();
    }

    // What the pool and the connections report, by way of the dispatch.

    /** There is nothing to send to yet: what lies in the thread's buffer has to be kept. */
    void waiting() {
        phase = Phase.WAITING;
        request.keep();
    }

    void leased() {
        leasedAt = worker.now();
    }

    void connected(UpstreamConnection connection) {
        dispatch.opened();
        send(connection);
        connection().resumeReading();
    }

    void send(UpstreamConnection connection) {
        InstanceLease lease = connection.lease();
        upstream = connection;
        phase = Phase.SENT;
        active = worker.now();
        if (sentAt == 0) {
            sentAt = active;
        }
        byte[] authority = request.head.has(Field.HOST) ? id : Ascii.bytes(Local.authority(lease.address()));
        RequestWriter.write(
                worker.out,
                request.head,
                request.options,
                connection().who(),
                trusted,
                id,
                id.length,
                upgrade,
                authority);
        request.send(connection, worker.out, repeatable());
    }

    /** Whether the request may be sent more than once, as far as its method goes. */
    boolean repeatable() {
        return request.head.method().idempotent() && !upgrade;
    }

    boolean inTime() {
        return sentAt == 0 || worker.now() - sentAt < settings.responseNanos;
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

    /** Ends without a response of the instance. */
    void failed(int code, String sentence, Duration retryAfter, @Nullable String report) {
        if (report != null) {
            worker.proxy.report(tenant, dispatch.lease(), report);
        }
        dropUpstream();
        status = code;
        Local.write(this, worker, code, sentence, code == 503 ? retryAfter : Duration.ZERO);
        ended();
    }

    // What the client's connection reports.

    void refused(Refusal refusal) {
        if (began == 0) {
            began = worker.now();
        }
        keepAlive = false;
        status = refusal.status();
        worker.ids.next(ownId);
        Local.write(this, worker, refusal.status(), refusal.sentence(), Duration.ZERO);
        ended();
    }

    private void refused(RequestSide.Piece piece) {
        if (response.started()) {
            cancel();
            return;
        }
        dropUpstream();
        refused(piece == RequestSide.Piece.TOO_LARGE ? Refusal.BODY_TOO_LARGE : Refusal.CHUNK);
    }

    /** The client, a browser, has waited long: shows it something that asks again. */
    void showStartPage() {
        dropUpstream();
        status = 503;
        Local.startPage(this, worker);
        ended();
    }

    /** Answers by itself, keeping the connection if nothing speaks against it. */
    void answer(int code, String sentence) {
        status = code;
        Local.write(this, worker, code, sentence, Duration.ZERO);
        ended();
    }

    /** Notes how much of a body of its own it has written. */
    void answeredWith(long bytes) {
        ownSize = bytes;
    }

    void answered(int code) {
        status = code;
        ended();
    }

    /** There is something to read from the client while it waits for its response. */
    void clientReadable(ClientConnection from) throws IOException {
        Tunnel open = tunnel;
        if (open != null) {
            open.clientReadable();
        } else if (request.complete()) {
            from.readAhead();
        } else if (request.full()) {
            from.stopReading();
        } else {
            readBody(from);
        }
    }

    private void readBody(ClientConnection from) throws IOException {
        int count = from.receive(BODY_READ);
        if (count < 0) {
            cancel(); // in the middle of its request
            return;
        }
        if (count > 0) {
            active = worker.now();
            ByteBuffer in = worker.thread.in();
            RequestSide.Piece piece = request.receive(in);
            if (piece != RequestSide.Piece.SOUND) {
                refused(piece);
            } else {
                from.stash(in);
            }
        }
    }

    /** The client has ended its side: it may be gone, or only have nothing more to say. */
    void clientEnded() {
        patience.doubt(worker.now());
    }

    /** The client has taken all there was. */
    void clientDrained() throws IOException {
        active = worker.now();
        Tunnel open = tunnel;
        if (open != null) {
            open.clientDrained();
        } else if (upstream != null) {
            upstream.resumeReading();
        }
    }

    /** The client's connection is gone. */
    void clientGone() {
        if (phase != Phase.ENDED) {
            phase = Phase.ENDED;
            release();
            status = status == 0 ? 499 : status;
            log();
        }
    }

    /** Gives up: the response, if it has begun, must not look complete. */
    void cancel() {
        connection().abort();
    }

    // What the instance's connection reports.

    void upstreamReadable(UpstreamConnection from) throws IOException {
        active = worker.now();
        Tunnel open = tunnel;
        if (open != null) {
            open.upstreamReadable();
        } else {
            response.readable(from, connection());
        }
    }

    void upstreamDrained() throws IOException {
        active = worker.now();
        Tunnel open = tunnel;
        if (open != null) {
            open.upstreamDrained();
        } else {
            connection().resumeReading();
        }
    }

    /** The connection is lost before the response was complete. */
    void upstreamFailed(IOException cause) {
        UpstreamConnection lost = upstream;
        if (lost == null) {
            return; // not connected yet: the dispatch knows
        }
        TenantId target = tenant;
        dropConnection();
        if (phase == Phase.TUNNEL || response.started()) {
            cancel();
            return;
        }
        boolean repeatable = !response.heard() && request.repeatable();
        request.detach();
        if (target == null || !repeatable || !dispatch.again(target, lost.reused())) {
            failed(
                    502,
                    "The application closed the connection.",
                    Duration.ZERO,
                    "connection lost: " + cause.getMessage());
        }
    }

    /** What came cannot be passed on. */
    void upstreamMisbehaved(String how) {
        worker.proxy.report(tenant, dispatch.lease(), how);
        dropConnection();
        if (response.started()) {
            cancel();
        } else {
            failed(502, "The application's response is malformed.", Duration.ZERO, null);
        }
    }

    void responseStarted() {
        status = response.status();
        request.forget();
    }

    /** What the client hears about its connection, with a response that ends so. */
    Persistence persistence(Delivery delivery, boolean untilClose) {
        boolean http10 = request.head.http10();
        boolean closes = delivery == Delivery.STRIPPED || (untilClose && delivery == Delivery.AS_IS);
        keepAlive &= !closes && request.complete() && !worker.proxy.draining();
        if (!keepAlive) {
            return Persistence.CLOSE;
        }
        return http10 ? Persistence.KEEP_ALIVE : Persistence.IMPLIED;
    }

    boolean toHead() {
        return request.head.method() == Method.HEAD;
    }

    /** An answer that is not interim was 101. */
    void switchProtocols(ResponseHead head, ConnectionOptions options, ByteBuffer in, UpstreamConnection from) {
        if (!upgrade || !options.upgrade() || !head.has(Field.UPGRADE)) {
            upstreamMisbehaved("101 that was not asked for");
            return;
        }
        status = head.status();
        ResponseWriter.write(worker.out, head, options, Delivery.AS_IS, Persistence.IMPLIED);
        connection().write(ByteBuffer.wrap(worker.out.bytes(), 0, worker.out.length()));
        phase = Phase.TUNNEL;
        Tunnel opened = new Tunnel(connection(), from, worker, settings.tunnelIdleNanos);
        tunnel = opened;
        opened.open(in);
    }

    /**
     * @param clean whether nothing came behind the response
     */
    void responseComplete(boolean clean) {
        UpstreamConnection from = upstream;
        InstanceLease lease = dispatch.lease();
        upstream = null;
        if (from != null && lease != null) {
            from.release();
            if (clean && response.persistent() && request.complete() && !lease.retiring()) {
                worker.upstreams.give(from);
            } else {
                from.close();
            }
        }
        ended();
    }

    void dropUpstream() {
        dropConnection();
        dispatch.release();
    }

    private void dropConnection() {
        UpstreamConnection from = upstream;
        upstream = null;
        if (from != null) {
            from.release();
            from.close();
        }
    }

    /** Frees what is held, without touching the client. */
    private void release() {
        dropUpstream();
        request.close();
        response.close();
    }

    /** All that the client is to get has been handed to its connection. */
    private void ended() {
        phase = Phase.ENDED;
        release();
        log();
        boolean whole = request.complete();
        connection().exchangeEnded(keepAlive && whole, !whole || !clientCloses);
    }

    private void log() {
        worker.proxy.logged(this);
    }

    void tick() throws IOException {
        Tunnel open = tunnel;
        if (open != null) {
            open.tick(worker.now());
        } else {
            patience.tick(worker.now());
        }
    }

    // What others see.

    Phase phase() {
        return phase;
    }

    Dispatch dispatch() {
        return dispatch;
    }

    @Nullable
    TenantId routed() {
        return tenant;
    }

    int status() {
        return status;
    }

    long began() {
        return began;
    }

    long leasedAt() {
        return leasedAt;
    }

    long sentAt() {
        return sentAt;
    }

    /** Bytes of content that the client was given. */
    long size() {
        return response.started() ? response.size() : ownSize;
    }

    /** When a byte last moved. */
    long active() {
        return active;
    }

    ClientConnection connection() {
        ClientConnection current = client;
        if (current == null) {
            throw new IllegalStateException("no client");
        }
        return current;
    }

    TenantId tenant() {
        TenantId current = tenant;
        if (current == null) {
            throw new IllegalStateException("not routed");
        }
        return current;
    }

    boolean reusable() {
        return !dispatch.waited();
    }

    boolean keepAlive() {
        return keepAlive && request.complete();
    }

    byte[] id() {
        return id;
    }
}
