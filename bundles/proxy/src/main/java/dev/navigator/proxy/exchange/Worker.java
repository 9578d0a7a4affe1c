package dev.navigator.proxy.exchange;

import dev.navigator.api.pool.InstanceLease;
import dev.navigator.proxy.http.HeadBuffer;
import dev.navigator.proxy.http.ResponseHead;
import dev.navigator.proxy.io.IoThread;
import dev.navigator.proxy.log.AccessLog;
import dev.navigator.proxy.routing.NormalPath;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What the connections of one I/O thread share. Confined to that thread. */
final class Worker {

    private static final int SPARE = 1024;
    private static final int PEERS = 256;

    final Proxy proxy;
    final IoThread thread;
    final UpstreamPool upstreams = new UpstreamPool();
    final HeadBuffer out = new HeadBuffer();
    final NormalPath path = new NormalPath();
    final RequestIds ids = new RequestIds();

    private final HttpDate date = new HttpDate();
    private final @Nullable Peer[] peers = new Peer[PEERS];
    private final AccessLine line = new AccessLine();
    private final Deque<Exchange> exchanges = new ArrayDeque<>();
    private final Deque<ResponseHead> heads = new ArrayDeque<>();

    Worker(Proxy proxy, IoThread thread) {
        this.proxy = proxy;
        this.thread = thread;
    }

    /** Who is at {@code address}, speaking HTTP/1.1 for the time being. */
    Peer peer(InetSocketAddress address, boolean secured) {
        int slot = address.getAddress().hashCode() & (PEERS - 1);
        Peer known = peers[slot];
        Peer peer = known == null ? null : known.at(address, secured);
        if (peer == null) {
            peer = new Peer(address, secured, false);
            peers[slot] = peer;
        }
        return peer;
    }

    /** Monotonic time, as of the event that is being handled. */
    long now() {
        return thread.nanos();
    }

    /** The line of the field Date, as of now. */
    byte[] date() {
        return date.line(thread.millis());
    }

    Exchange exchange(Client client) {
        Exchange exchange = exchanges.poll();
        if (exchange == null) {
            exchange = new Exchange(this);
        }
        exchange.open(client);
        return exchange;
    }

    /** Takes back an exchange that nobody refers to any more. */
    void recycle(Exchange exchange) {
        if (exchanges.size() < SPARE) {
            exchanges.push(exchange);
        }
    }

    /** Logs an exchange that has ended, served by the instance of {@code lease} if by any. */
    void log(Exchange exchange, @Nullable InstanceLease lease) {
        AccessLog log = proxy.accessLog();
        if (log != null) {
            line.write(exchange, lease == null ? null : lease.instance(), log, thread);
        }
    }

    ResponseHead head(ProxySettings settings) {
        ResponseHead head = heads.poll();
        if (head == null) {
            head = new ResponseHead(settings.responseHeadLimits);
        }
        head.reset(settings.responseHeadLimits);
        return head;
    }

    void recycle(ResponseHead head) {
        if (heads.size() < SPARE) {
            heads.push(head);
        }
    }
}
