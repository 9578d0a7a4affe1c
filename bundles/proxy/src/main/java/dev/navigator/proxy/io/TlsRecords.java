package dev.navigator.proxy.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The records of a secured connection, opened and sealed on their way. It has buffers of its own only while something has to wait:
 * part of a record, or what the peer does not take. Confined to one I/O thread.
 */
final class TlsRecords {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int HANDSHAKE = 22;
    private static final int MOST_UNSENT = 32 << 10;

    private final SSLEngine engine;
    private final SocketChannel channel;
    private final IoThread thread;
    private @Nullable ByteBuffer received;
    private @Nullable ByteBuffer opened;
    private @Nullable ByteBuffer unsent;
    private boolean begun;
    private boolean more;
    private boolean owed;
    private boolean inputEnded;

    TlsRecords(SSLEngine engine, SocketChannel channel, IoThread thread) {
        this.engine = engine;
        this.channel = channel;
        this.thread = thread;
    }

    // What comes.

    /** Whether something can be opened without anything more coming. */
    boolean holdsInput() {
        return opened != null || more;
    }

    /**
     * Takes a handshake one message further.
     *
     * @return false when more has to come first
     * @throws NotTlsException when the peer speaks something else
     */
    boolean advance() throws IOException {
        ByteBuffer in = gather();
        if (!begun && in.hasRemaining()) {
            if (in.get(in.position()) != HANDSHAKE) {
                throw new NotTlsException(in.get(in.position()));
            }
            begun = true;
        }
        SSLEngineResult result = engine.unwrap(in, thread.tlsBuffers().opened.clear());
        more = in.hasRemaining() && result.getStatus() != Status.BUFFER_UNDERFLOW;
        keepReceived(in);
        if (result.getStatus() == Status.CLOSED || (inputEnded && !more && result.bytesConsumed() == 0)) {
            throw new EOFException("the peer left during the handshake");
        }
        return result.getStatus() == Status.OK;
    }

    /** What waited and what has come, in the thread's buffer. */
    private ByteBuffer gather() throws IOException {
        ByteBuffer in = thread.tlsBuffers().received.clear();
        ByteBuffer waiting = received;
        received = null;
        if (waiting != null) {
            in.put(waiting);
            thread.buffers().give(waiting);
        }
        if (!more && !inputEnded && channel.read(in) < 0) {
            inputEnded = true;
        }
        return in.flip();
    }

    private void keepReceived(ByteBuffer in) {
        if (in.hasRemaining()) {
            received = thread.buffers().take(in.remaining()).put(in).flip();
        }
    }

    /** Opens what there is into {@code out}; -1 at the end, 0 when there is nothing whole. */
    int open(ByteBuffer out) throws IOException {
        if (opened != null) {
            return takeOpened(out);
        }
        ByteBuffer in = gather();
        int before = out.position();
        more = unwrapAll(in, out);
        keepReceived(in);
        int count = out.position() - before;
        if (count == 0 && opened != null) {
            return takeOpened(out);
        }
        return count == 0 && inputEnded && !more ? -1 : count;
    }

    /** Returns whether something is left that could be opened. */
    private boolean unwrapAll(ByteBuffer in, ByteBuffer out) throws IOException {
        int before = out.position();
        while (in.hasRemaining()) {
            SSLEngineResult result = engine.unwrap(in, out);
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> {
                    return false;
                }
                case BUFFER_OVERFLOW -> {
                    if (out.position() == before) {
                        unwrapAside(in);
                    }
                    return in.hasRemaining();
                }
                case CLOSED -> {
                    answer(result);
                    inputEnded = true;
                    in.position(in.limit());
                    return false;
                }
                case OK -> answer(result);
            }
        }
        return false;
    }

    /** There is less room than a record may need. */
    private void unwrapAside(ByteBuffer in) throws IOException {
        ByteBuffer aside = thread.buffers().take(TlsBuffers.RECORD);
        answer(engine.unwrap(in, aside));
        opened = aside.flip();
        if (!aside.hasRemaining()) {
            giveOpened();
        }
    }

    private int takeOpened(ByteBuffer out) {
        ByteBuffer from = opened;
        if (from == null) {
            return 0;
        }
        int count = Math.min(from.remaining(), out.remaining());
        out.put(out.position(), from, from.position(), count).position(out.position() + count);
        from.position(from.position() + count);
        if (!from.hasRemaining()) {
            giveOpened();
        }
        return count;
    }

    private void giveOpened() {
        ByteBuffer from = opened;
        opened = null;
        if (from != null) {
            thread.buffers().give(from);
        }
    }

    /** Sends what the peer is owed by the protocol; a peer that wants to begin anew, which costs us more than it, is not served. */
    private void answer(SSLEngineResult result) throws IOException {
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            throw new SSLException("renegotiation is not accepted");
        }
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            sendOwn();
        }
    }

    // What goes.

    /** Whether something sealed waits to be taken. */
    boolean holdsOutput() {
        return unsent != null;
    }

    /** Whether so much waits that nothing more should be read: the peer could make it grow. */
    boolean stuffed() {
        ByteBuffer waiting = unsent;
        return waiting != null && waiting.remaining() > MOST_UNSENT;
    }

    /** Sends what the protocol itself has to say. */
    void sendOwn() throws IOException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            ByteBuffer out = thread.tlsBuffers().sealed.clear();
            SSLEngineResult result = engine.wrap(NOTHING.duplicate(), out);
            send(out.flip());
            if (result.bytesProduced() == 0) {
                return;
            }
        }
    }

    /** Tells the peer that nothing more comes. */
    void farewell() throws IOException {
        engine.closeOutbound();
        sendOwn();
    }

    private void send(ByteBuffer out) throws IOException {
        if (unsent == null) {
            channel.write(out);
        }
        if (out.hasRemaining()) {
            ByteBuffer waiting = unsent;
            ByteBuffer larger = thread.buffers().take(out.remaining() + (waiting == null ? 0 : waiting.remaining()));
            if (waiting != null) {
                larger.put(waiting);
                thread.buffers().give(waiting);
            }
            unsent = larger.put(out).flip();
        }
    }

    /** Sends what waits; true when nothing does any more. */
    boolean flush() throws IOException {
        ByteBuffer waiting = unsent;
        if (waiting == null) {
            return true;
        }
        channel.write(waiting);
        if (waiting.hasRemaining()) {
            return false;
        }
        unsent = null;
        thread.buffers().give(waiting);
        return true;
    }

    /**
     * Seals and sends what the peer takes. While sealed bytes wait, the last byte sealed counts as not taken: what is left of
     * {@code in} has to be offered again, first and unchanged, and is taken up once they are gone.
     */
    int seal(ByteBuffer in) throws IOException {
        int before = in.position();
        if (!flush()) {
            return 0;
        }
        if (owed && in.hasRemaining()) {
            owed = false;
            in.get();
        }
        ByteBuffer out = thread.tlsBuffers().sealed;
        while (in.hasRemaining() && unsent == null) {
            out.clear();
            wrap(in, out);
            send(out.flip());
            if (unsent != null) {
                owed = true;
                in.position(in.position() - 1);
            }
        }
        return in.position() - before;
    }

    private void wrap(ByteBuffer in, ByteBuffer out) throws IOException {
        while (in.hasRemaining() && out.remaining() >= TlsBuffers.RECORD) {
            SSLEngineResult result = engine.wrap(in, out);
            if (result.getStatus() != Status.OK || result.bytesProduced() == 0) {
                throw new SSLException("cannot send any more: " + result.getStatus());
            }
        }
    }

    void release() {
        giveOpened();
        for (ByteBuffer buffer : new @Nullable ByteBuffer[] {received, unsent}) {
            if (buffer != null) {
                thread.buffers().give(buffer);
            }
        }
        received = null;
        unsent = null;
    }
}
