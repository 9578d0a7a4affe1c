package dev.navigator.proxy.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLEngine;
import org.apache.hc.core5.io.CloseMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel that is secured. Its link learns of the connection once the handshake is done, and then reads and writes as on any
 * other.
 *
 * <p>What of a handshake takes long is calculated elsewhere, and a connection waits for its handshake without a buffer: a
 * slow, silent or hostile peer costs nothing but its connection, and that for a bounded time.
 */
final class TlsSession extends ChannelSession {

    private enum State {
        HANDSHAKE,
        /** The handshake goes on elsewhere. */
        CALCULATING,
        OPEN,
        /** All is said; what still comes is dropped, so that no reset destroys what the peer has not read yet. */
        ENDING,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(TlsSession.class);
    private static final long ENDING_NANOS = 1_000_000_000L;
    private static final byte[] NOT_TLS = """
                    HTTP/1.1 400 Bad Request\r
                    Connection: close\r
                    Content-Type: text/plain; charset=utf-8\r
                    Content-Length: 50\r
                    \r
                    400 Bad Request
                    This port speaks HTTPS, not HTTP.
                    """.getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final Link link;
    private final Tls tls;
    private final SSLEngine engine;
    private final TlsRecords records;
    private State state = State.HANDSHAKE;
    private int wanted = SelectionKey.OP_READ;
    private long deadline;
    private boolean promised;
    private boolean outputEnds;

    /** Takes over a connected channel, on the thread that will run it. */
    TlsSession(IoThread thread, SocketChannel channel, Link link, Tls tls) throws IOException {
        super(thread, channel, link);
        this.channel = channel;
        this.link = link;
        this.tls = tls;
        engine = tls.engine();
        records = new TlsRecords(engine, channel, thread);
        deadline = thread.nanos() + tls.handshakeNanos();
    }

    @Override
    void open() {
        hurry();
        link.attach(this);
        if (link.welcome()) {
            handshake();
        } else {
            link.close();
        }
    }

    // The handshake.

    private void handshake() {
        try {
            engine.beginHandshake();
            proceed();
        } catch (IOException | RuntimeException e) {
            handshakeFailed(e);
        }
    }

    private void proceed() throws IOException {
        while (state == State.HANDSHAKE && records.flush()) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> calculate();
                case NEED_WRAP -> records.sendOwn();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!records.advance()) {
                        applyInterest();
                        return;
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> established();
            }
        }
        applyInterest();
    }

    private void calculate() {
        state = State.CALCULATING;
        tls.calculations().execute(() -> {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            thread.execute(this::calculated);
        });
    }

    private void calculated() {
        if (state == State.CALCULATING) {
            state = State.HANDSHAKE;
            handshakeOn();
        }
    }

    private void handshakeOn() {
        try {
            proceed();
        } catch (IOException | RuntimeException e) {
            handshakeFailed(e);
        }
    }

    private void established() {
        state = State.OPEN;
        super.open();
        promiseMore();
    }

    private void handshakeFailed(Exception cause) {
        LOG.debug("Handshake failed reason=\"{}\"", cause.toString());
        try {
            if (cause instanceof NotTlsException other) {
                if (other.text()) {
                    channel.write(ByteBuffer.wrap(NOT_TLS));
                }
            } else {
                records.sendOwn();
            }
            state = State.ENDING;
            deadline = thread.nanos() + ENDING_NANOS;
            channel.shutdownOutput();
            applyInterest();
        } catch (IOException | RuntimeException e) {
            LOG.debug("Peer was not told that the handshake failed", e);
            close(CloseMode.GRACEFUL);
        }
    }

    // Events.

    @Override
    public void ready(int operations) {
        switch (state) {
            case HANDSHAKE -> handshakeOn();
            case OPEN -> readyOpen(operations);
            case ENDING -> drop();
            case CALCULATING, CLOSED -> {}
        }
    }

    private void readyOpen(int operations) {
        try {
            boolean flushed = records.flush();
            if (flushed && outputEnds) {
                outputEnds = false;
                channel.shutdownOutput();
            }
            if ((operations & SelectionKey.OP_READ) != 0) {
                super.ready(SelectionKey.OP_READ);
            }
            if (flushed && (wanted & SelectionKey.OP_WRITE) != 0) {
                super.ready(SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            LOG.debug("Peer left before it had taken all", e);
            close(CloseMode.IMMEDIATE);
        }
        promiseMore();
        applyInterest();
    }

    /** What is here already makes no event of its own. */
    private void promiseMore() {
        if (!promised && state == State.OPEN && (wanted & SelectionKey.OP_READ) != 0 && records.holdsInput()) {
            promised = true;
            thread.execute(this::deliverMore);
        }
    }

    private void deliverMore() {
        promised = false;
        if (state == State.OPEN && (wanted & SelectionKey.OP_READ) != 0) {
            super.ready(SelectionKey.OP_READ);
            promiseMore();
            applyInterest();
        }
    }

    private void drop() {
        try {
            if (channel.read(thread.tlsBuffers().received.clear()) < 0) {
                close(CloseMode.GRACEFUL);
            }
        } catch (IOException e) {
            close(CloseMode.GRACEFUL);
        }
    }

    @Override
    public void tick() {
        if (state == State.OPEN || state == State.CLOSED) {
            super.tick();
        } else if (thread.nanos() > deadline) {
            close(CloseMode.GRACEFUL);
        }
    }

    private void applyInterest() {
        int write = records.holdsOutput() ? SelectionKey.OP_WRITE : 0;
        int interest =
                switch (state) {
                    case HANDSHAKE -> write != 0 ? write : SelectionKey.OP_READ;
                    case OPEN -> (records.stuffed() ? wanted & ~SelectionKey.OP_READ : wanted) | write;
                    case ENDING -> SelectionKey.OP_READ;
                    case CALCULATING, CLOSED -> 0;
                };
        if (interest != getEventMask()) {
            super.setEventMask(interest);
        }
    }

    // What the link sees.

    @Override
    String protocol() {
        String chosen = engine.getApplicationProtocol();
        return chosen == null ? "" : chosen;
    }

    @Override
    public ByteChannel channel() {
        return this;
    }

    @Override
    public int read(ByteBuffer in) throws IOException {
        return records.open(in);
    }

    @Override
    public int write(ByteBuffer out) throws IOException {
        return records.seal(out);
    }

    @Override
    public void setEventMask(int operations) {
        wanted = operations;
        promiseMore();
        applyInterest();
    }

    @Override
    public void setEvent(int operation) {
        setEventMask(wanted | operation);
    }

    @Override
    public void clearEvent(int operation) {
        setEventMask(wanted & ~operation);
    }

    @Override
    void endOutput() throws IOException {
        records.farewell();
        if (records.holdsOutput()) {
            outputEnds = true;
            applyInterest();
        } else {
            super.endOutput();
        }
    }

    @Override
    public void close(CloseMode mode) {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.OPEN && mode == CloseMode.GRACEFUL) {
            farewell();
        }
        state = State.CLOSED;
        records.release();
        super.close(mode);
    }

    private void farewell() {
        try {
            records.farewell();
        } catch (IOException e) {
            LOG.debug("Peer left without hearing that the connection ends", e);
        }
    }
}
