package dev.navigator.proxy.exchange;

import dev.navigator.api.pool.InstanceLease;
import dev.navigator.proxy.exchange.ResponseWriter.Delivery;
import dev.navigator.proxy.exchange.ResponseWriter.Persistence;
import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.ConnectionOptions;
import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.RequestHead;
import dev.navigator.proxy.http.ResponseHead;
import dev.navigator.proxy.http.Upgrade;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The connection to the instance that serves an exchange, and what it reports. Confined to one I/O thread. */
final class UpstreamSide {

    static final String CLOSED = "The application closed the connection.";
    private static final byte[] NONE = {};

    private final Exchange exchange;
    private final Worker worker;
    private @Nullable UpstreamConnection connection;
    private @Nullable Tunnel tunnel;
    private boolean upgrade;

    UpstreamSide(Exchange exchange, Worker worker) {
        this.exchange = exchange;
        this.worker = worker;
    }

    void open() {
        connection = null;
        tunnel = null;
        upgrade = false;
    }

    /** Looks whether the client wants to go on with another protocol. */
    void begin(RequestSide request) {
        RequestHead head = request.head;
        upgrade = request.options.upgrade()
                && head.has(Field.UPGRADE)
                && !head.repeats(Field.UPGRADE)
                && !Upgrade.offersHttp2(head)
                && !head.http10()
                && !request.hasBody();
    }

    /** The tunnel that has come of the exchange; null when none has. */
    @Nullable
    Tunnel tunnel() {
        return tunnel;
    }

    /** Whether the request may be sent more than once, as far as its method goes. */
    boolean repeatable() {
        return exchange.request.head.method().idempotent();
    }

    /** A connection that was waited for is there. */
    void connected(UpstreamConnection opened) {
        exchange.dispatch().opened();
        send(opened);
    }

    /** Sends the request on {@code to}, and what the client held back of it can follow. */
    void send(UpstreamConnection to) {
        connection = to;
        exchange.sending();
        RequestHead head = exchange.request.head;
        byte[] authority =
                head.hasHost() ? NONE : Ascii.bytes(Local.authority(to.lease().address()));
        RequestWriter.write(worker.out, head, exchange.request.options, exchange.sender(), upgrade, authority);
        exchange.request.send(to, worker.out, repeatable());
        exchange.client().resumeReading();
    }

    void readable(UpstreamConnection from) throws IOException {
        exchange.moved();
        Tunnel open = tunnel;
        if (open != null) {
            open.upstreamReadable();
        } else {
            exchange.response.readable(from, exchange.client());
        }
    }

    void drained() throws IOException {
        exchange.moved();
        Tunnel open = tunnel;
        if (open != null) {
            open.upstreamDrained();
        } else {
            exchange.client().resumeReading();
        }
    }

    /** The client has taken all there was. */
    void clientDrained() throws IOException {
        UpstreamConnection from = connection;
        Tunnel open = tunnel;
        if (open != null) {
            open.clientDrained();
        } else if (from != null) {
            from.resumeReading();
        }
    }

    /** The connection is lost before the response was complete. */
    void failed(IOException cause) {
        UpstreamConnection lost = connection;
        if (lost == null) {
            return; // not connected yet: the dispatch knows
        }
        drop();
        if (tunnel != null || exchange.response.started()) {
            exchange.cancel();
            return;
        }
        boolean repeatable = !exchange.response.heard() && exchange.request.repeatable();
        exchange.request.detach();
        if (!repeatable || !exchange.dispatch().again(lost.reused())) {
            String report = "connection lost: " + cause.getMessage();
            exchange.failed(502, CLOSED, Duration.ZERO, report);
        }
    }

    /** What came cannot be passed on. */
    void misbehaved(String how) {
        drop();
        if (exchange.response.started()) {
            exchange.report(how);
            exchange.cancel();
        } else {
            exchange.failed(502, "The application's response is malformed.", Duration.ZERO, how);
        }
    }

    /** The instance's final answer is 101: goes on as a tunnel, if that was asked for. */
    void switchProtocols(ResponseHead head, ConnectionOptions options, ByteBuffer in) {
        UpstreamConnection from = connection;
        boolean asked = upgrade && options.upgrade() && Upgrade.answers(head, exchange.request.head);
        if (from == null || !asked || !(exchange.client() instanceof ClientConnection client)) {
            misbehaved("101 that was not asked for");
            return;
        }
        ResponseWriter.write(worker.out, head, options, Delivery.AS_IS, Persistence.IMPLIED);
        client.write(ByteBuffer.wrap(worker.out.bytes(), 0, worker.out.length()));
        Tunnel opened = new Tunnel(client, from, worker, exchange.settings.tunnelIdleNanos);
        tunnel = opened;
        exchange.tunnelled();
        opened.open(in);
    }

    /**
     * The response is complete: keeps the connection for another exchange if it is good for one.
     *
     * @param clean whether nothing came behind the response
     */
    void complete(boolean clean) {
        UpstreamConnection from = connection;
        InstanceLease lease = exchange.dispatch().lease();
        connection = null;
        if (from != null && lease != null) {
            from.release();
            boolean good = clean && exchange.response.persistent() && exchange.request.readWhole();
            if (good && !lease.retiring()) {
                from.carried(exchange.request.hasBody());
                worker.upstreams.give(from);
            } else {
                from.close();
            }
        }
        exchange.ended();
    }

    /** Closes the connection, whatever it is doing. */
    void drop() {
        UpstreamConnection from = connection;
        connection = null;
        if (from != null) {
            from.release();
            from.close();
        }
    }
}
