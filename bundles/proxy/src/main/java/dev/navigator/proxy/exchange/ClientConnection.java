package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.Head;
import dev.navigator.proxy.http.Refusal;
import dev.navigator.proxy.http.RequestHead;
import dev.navigator.proxy.io.IoThread;
import dev.navigator.proxy.io.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: its exchanges one after the other, however many requests it sends ahead.
 */
final class ClientConnection extends Link implements Client {

    private enum Mode {
        /** Exchanges go on. */
        OPEN,
        /** The last response is being sent. */
        CLOSING,
        /** All is sent; what still comes is read and dropped, so that no reset destroys what the client has not read yet. */
        LINGERING
    }

    private static final byte[] PREFACE = Ascii.bytes("PRI * HTTP/2.0\r\n");
    private static final int READ = 64 << 10;
    private static final int READ_AHEAD = 16 << 10;
    /** How long a client may still send behind its last response: without a pause of the former, the latter altogether. */
    private static final long LINGER_IDLE_NANOS = 2_000_000_000L;

    private static final long LINGER_NANOS = 30_000_000_000L;
    private static final InetSocketAddress UNKNOWN = new InetSocketAddress("0.0.0.0", 0);

    private final Worker worker;
    private @Nullable Exchange exchange;
    private @Nullable ByteBuffer stash;
    private @Nullable Peer peer;
    private Mode mode = Mode.OPEN;
    private long deadline;
    private long lingerEnd;
    private boolean linger;
    private boolean proceeding;
    private boolean flushing;
    private boolean fresh = true;

    ClientConnection(Worker worker) {
        super(worker.thread);
        this.worker = worker;
    }

    @Override
    protected boolean welcome() {
        return enter();
    }

    /** Counts the connection; false when it is one too many. */
    private boolean enter() {
        InetSocketAddress address = peer();
        Peer who = worker.peer(address == null ? UNKNOWN : address, protocol() != null);
        peer = who;
        return worker.proxy.enter(who.address.getAddress());
    }

    @Override
    protected void opened() {
        deadline = worker.now() + worker.proxy.settings().keepAliveNanos;
        if (peer == null && !enter()) {
            Local.overloaded(this, worker);
            close(true);
        } else if ("h2".equals(protocol())) {
            become(new Http2Connection(worker, who(), null));
        }
    }

    @Override
    public Peer who() {
        Peer known = peer;
        if (known == null) {
            throw new IllegalStateException("not connected");
        }
        return known;
    }

    /** Whether nothing is under way. */
    boolean idle() {
        return exchange == null && mode == Mode.OPEN;
    }

    @Override
    protected void readable() throws IOException {
        if (lost()) {
            close();
        } else if (mode != Mode.OPEN) {
            drop();
        } else if (exchange != null && !exchange.readingHead()) {
            exchange.clientReadable(this);
        } else if (flushing) {
            stopReading();
        } else {
            readHeads();
        }
    }

    private void readHeads() throws IOException {
        int count = read(READ);
        if (count < 0) {
            close();
        } else if (count > 0) {
            proceed();
        }
    }

    private void drop() throws IOException {
        if (mode == Mode.CLOSING) {
            stopReading();
        } else if (read(READ) < 0 || worker.now() > deadline) {
            close();
        } else if (!worker.proxy.hurrying()) {
            deadline = Math.min(worker.now() + LINGER_IDLE_NANOS, lingerEnd);
        }
    }

    /** Serves the requests that are in the thread's buffer, as far as that goes at once. */
    private void proceed() {
        ByteBuffer in = thread.in();
        proceeding = true;
        while (in.hasRemaining() && mode == Mode.OPEN && !closed() && !flushing && between()) {
            Exchange current = exchange;
            if (current == null) {
                current = worker.exchange(this);
                exchange = current;
                deadline = worker.now() + current.settings.headNanos;
            }
            Head.Outcome outcome = current.request.head.feed(in);
            if (outcome == Head.Outcome.DONE) {
                current.begin(in);
            } else if (outcome == Head.Outcome.REFUSED && isPreface(current.request.head)) {
                goOnWithHttp2(current, in);
                return;
            } else if (outcome == Head.Outcome.REFUSED) {
                Refusal why = current.request.head.refusal();
                current.refused(why == null ? Refusal.REQUEST_LINE : why);
            }
        }
        proceeding = false;
        if (mode == Mode.OPEN) {
            stash(in);
        }
    }

    /** Whether the client knows without asking that HTTP/2 is spoken here, RFC 9113 section 3.3: the first it says is that. */
    private boolean isPreface(RequestHead head) {
        boolean apt = fresh && head.refusal() == Refusal.VERSION && protocol() == null;
        return apt && head.methodStart() == 0 && head.startsWith(PREFACE);
    }

    private void goOnWithHttp2(Exchange unused, ByteBuffer in) {
        byte[] seen = unused.request.head.seen();
        ByteBuffer said = thread.buffers().take(seen.length + in.remaining());
        said.put(seen).put(in).flip();
        exchange = null;
        worker.recycle(unused);
        become(new Http2Connection(worker, who(), said));
    }

    private boolean between() {
        return exchange == null || exchange.readingHead();
    }

    /** Keeps what has come of later requests. */
    void stash(ByteBuffer in) {
        if (!in.hasRemaining() || closed()) {
            return;
        }
        ByteBuffer buffer = thread.buffers().take(in.remaining() + (stash == null ? 0 : stash.remaining()));
        if (stash != null) {
            buffer.put(stash);
            thread.buffers().give(stash);
        }
        stash = buffer.put(in).flip();
    }

    /** Passes what was kept to {@code to}. */
    void unstash(Link to) {
        ByteBuffer kept = stash;
        stash = null;
        if (kept != null) {
            to.write(kept);
            thread.buffers().give(kept);
        }
    }

    /** Reads while a response is awaited: later requests, as far as they are kept, or the end. */
    void readAhead() throws IOException {
        int room = READ_AHEAD - (stash == null ? 0 : stash.remaining());
        if (room <= 0) {
            stopReading();
            return;
        }
        int count = read(room);
        Exchange current = exchange;
        if (count < 0 && current != null) {
            current.clientEnded();
        } else if (count > 0) {
            stash(thread.in());
        }
    }

    /** Reads a piece of a body. */
    int receive(int most) throws IOException {
        return read(most);
    }

    @Override
    public int most() {
        return thread.most();
    }

    @Override
    public void exchangeEnded(boolean goOn, boolean lingering) {
        Exchange done = exchange;
        exchange = null;
        fresh = false;
        if (done != null && done.reusable()) {
            worker.recycle(done);
        }
        if (!goOn) {
            close(lingering);
            return;
        }
        ProxySettings settings = worker.proxy.settings();
        deadline = worker.now() + (congested() ? settings.bodyIdleNanos : settings.keepAliveNanos);
        if (congested()) {
            flushing = true;
        } else if (!proceeding) {
            next();
        }
    }

    private void next() {
        ByteBuffer kept = stash;
        if (kept == null) {
            if (ended() || worker.proxy.hurrying()) {
                close(!ended());
            } else {
                resumeReading();
            }
            return;
        }
        stash = null;
        ByteBuffer in = thread.in();
        in.clear().position(IoThread.HEADROOM);
        in.put(kept).flip().position(IoThread.HEADROOM);
        thread.buffers().give(kept);
        resumeReading();
        proceed();
        if (ended() && mode == Mode.OPEN && !flushing) {
            endedAhead();
        }
    }

    /** The end was read ahead: of what begins only now nothing more comes. */
    private void endedAhead() {
        Exchange current = exchange;
        if (current == null || current.readingHead()) {
            close();
        } else {
            current.clientEnded();
        }
    }

    @Override
    protected void progressed() {
        if (exchange != null) {
            exchange.moved();
        } else {
            deadline = worker.now() + worker.proxy.settings().bodyIdleNanos;
        }
    }

    @Override
    protected void drained() throws IOException {
        if (mode == Mode.CLOSING) {
            lingerOrClose();
        } else if (flushing) {
            flushing = false;
            deadline = worker.now() + worker.proxy.settings().keepAliveNanos;
            next();
        } else if (exchange != null) {
            exchange.clientDrained();
        }
    }

    /** Closes once all is sent. */
    void close(boolean lingering) {
        if (mode == Mode.OPEN && !closed()) {
            mode = Mode.CLOSING;
            linger = lingering;
            deadline = worker.now() + worker.proxy.settings().bodyIdleNanos;
            if (!congested()) {
                lingerOrClose();
            }
        }
    }

    private void lingerOrClose() {
        if (!linger || ended() || lost()) {
            close();
            return;
        }
        mode = Mode.LINGERING;
        deadline = worker.now() + LINGER_IDLE_NANOS;
        lingerEnd = worker.now() + LINGER_NANOS;
        endOutput();
        resumeReading();
    }

    @Override
    protected void tick() throws IOException {
        Exchange current = exchange;
        if (lost()) {
            close();
        } else if (current != null && !current.readingHead() && mode == Mode.OPEN) {
            current.tick();
        } else if (idle() && worker.proxy.hurrying() && !flushing) {
            close(true);
        } else if (worker.now() > deadline) {
            late(current);
        }
    }

    private void late(@Nullable Exchange current) {
        if (mode == Mode.OPEN && current != null) {
            current.refused(Refusal.HEAD_TIMEOUT);
        } else {
            close();
        }
    }

    @Override
    protected void gone() {
        Exchange current = exchange;
        exchange = null;
        if (current != null) {
            current.clientGone();
        }
        ByteBuffer kept = stash;
        stash = null;
        if (kept != null) {
            thread.buffers().give(kept);
        }
        Peer who = peer;
        if (who != null) {
            worker.proxy.leave(who.address.getAddress());
        }
    }
}
