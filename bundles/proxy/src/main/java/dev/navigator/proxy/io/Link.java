package dev.navigator.proxy.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, to a client or to an instance. Everything but {@link #post} belongs to the connection's I/O thread.
 *
 * <p>What the peer does not take at once waits in a buffer, and whoever feeds this connection is to stop while it is
 * {@link #congested()}. Interest in reading and writing is changed as rarely as can be: each change costs system calls.
 */
public abstract class Link implements IOEventHandler {

    /** How often a connection on which nothing happens is asked for its deadlines. */
    public static final Timeout TICK = Timeout.ofMilliseconds(250);

    private static final int ONE_SEGMENT = 1200;
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    protected final IoThread thread;
    private @Nullable IOSession session;
    private @Nullable ByteBuffer unsent;
    private boolean deaf;
    private boolean writeInterest;
    private boolean hurried;
    private boolean wrote;
    private boolean ended;
    private boolean endWhenSent;
    private boolean lost;
    private boolean closed;

    protected Link(IoThread thread) {
        this.thread = thread;
    }

    /** Gives it the session of a connection that is being opened. */
    final void attach(IOSession opening) {
        session = opening;
    }

    @Override
    public final void connected(IOSession newSession) {
        session = newSession;
        newSession.setSocketTimeout(TICK);
        guarded(this::opened);
    }

    @Override
    public final void inputReady(IOSession ready, @Nullable ByteBuffer none) {
        if (closed) {
            return;
        }
        try {
            readable();
        } catch (IOException e) {
            failed(e);
        } catch (RuntimeException | Error e) {
            broken(e);
        }
    }

    @Override
    public final void outputReady(IOSession ready) {
        if (!closed) {
            guarded(this::flush);
        }
    }

    @Override
    public final void timeout(IOSession idle, Timeout after) {
        if (!closed) {
            guarded(this::tick);
        }
    }

    @Override
    public final void exception(IOSession broken, Exception cause) {
        broken(cause);
    }

    @Override
    public final void disconnected(IOSession gone) {
        dispose();
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            failed(e);
        } catch (RuntimeException | Error e) {
            broken(e);
        }
    }

    /** An error of ours must cost one connection, not the thread that serves thousands. */
    private void broken(Throwable cause) {
        if (cause instanceof OutOfBuffersException) {
            thread.reportExhaustion();
        } else {
            LOG.error("Connection given up after an internal error", cause);
        }
        abort();
    }

    /** The connection is usable. */
    protected abstract void opened() throws IOException;

    /** There are bytes to read, or the end. */
    protected abstract void readable() throws IOException;

    /** Everything that waited has been sent. */
    protected abstract void drained() throws IOException;

    /** Some of what waited has been sent. */
    protected abstract void progressed();

    /** Time has passed. */
    protected abstract void tick() throws IOException;

    /** The peer has gone, or the connection was closed; called once. */
    protected abstract void gone();

    /** Reading or writing failed: the peer is not there any more. */
    protected void failed(IOException cause) {
        close();
    }

    /**
     * The connection is there, and is about to be secured: that costs, so whoever is not going to be served is better told apart
     * now.
     *
     * @return false to close it at once
     */
    protected boolean welcome() {
        return true;
    }

    /** What both ends have agreed to speak; empty when they have not, null on a connection that is not secured. */
    protected final @Nullable String protocol() {
        return session() instanceof ChannelSession open ? open.protocol() : null;
    }

    /** Leaves the connection to {@code next}, which is told that it is there. */
    protected final void become(Link next) {
        IOSession current = session();
        closed = true;
        dropUnsent();
        current.upgrade(next);
        current.setEvent(SelectionKey.OP_READ);
        next.connected(current);
    }

    private IOSession session() {
        IOSession current = session;
        if (current == null) {
            throw new IllegalStateException("not connected");
        }
        return current;
    }

    /** Reads up to {@code most} bytes into the thread's buffer, behind its headroom; -1 at the end, after which nothing is read. */
    protected final int read(int most) throws IOException {
        ByteBuffer in = thread.in();
        in.limit(IoThread.HEADROOM + most).position(IoThread.HEADROOM);
        int count = session().channel().read(in);
        in.flip().position(IoThread.HEADROOM);
        if (count < 0) {
            ended = true;
            stopReading();
        }
        return count;
    }

    /** Whether the connection is open and nothing has come that would have to be read. */
    protected final boolean quiet() throws IOException {
        ByteBuffer probe = thread.probe().clear();
        return session().channel().read(probe) == 0;
    }

    /** Whether the peer has ended its side. */
    public final boolean ended() {
        return ended;
    }

    /**
     * Sends what {@code out} has; the peer takes it now or later. When it cannot take anything any more the bytes are dropped,
     * and soon there is something to read: what it sent before it left, or the end.
     */
    public final void write(ByteBuffer out) {
        if (lost || closed) {
            out.position(out.limit());
            return;
        }
        try {
            if (!hurried) {
                hurryUnlessFirst(out.remaining());
            }
            if (unsent == null) {
                session().channel().write(out);
            }
            if (out.hasRemaining()) {
                keep(out);
            }
        } catch (IOException e) {
            lose();
            out.position(out.limit());
        }
    }

    /** What is small and first leaves at once anyway; all else would wait for the peer to acknowledge what came before. */
    private void hurryUnlessFirst(int size) {
        if ((wrote || size > ONE_SEGMENT) && session() instanceof ChannelSession open) {
            hurried = true;
            open.hurry();
        }
        wrote = true;
    }

    private void lose() {
        lost = true;
        dropUnsent();
        resumeReading();
    }

    /** Whether the peer has been found not to take anything any more. */
    public final boolean lost() {
        return lost;
    }

    private void keep(ByteBuffer out) {
        ByteBuffer waiting = unsent;
        if (waiting == null) {
            waiting = thread.buffers().take(out.remaining());
        } else if (waiting.capacity() - waiting.remaining() < out.remaining()) {
            ByteBuffer larger = thread.buffers().take(waiting.remaining() + out.remaining());
            larger.put(waiting);
            thread.buffers().give(waiting);
            waiting = larger;
        } else {
            waiting.compact();
        }
        unsent = waiting.put(out).flip();
        if (!writeInterest) {
            writeInterest = true;
            session().setEvent(SelectionKey.OP_WRITE);
        }
    }

    private void flush() throws IOException {
        ByteBuffer waiting = unsent;
        if (waiting != null && !taken(waiting)) {
            return;
        }
        writeInterest = false;
        session().clearEvent(SelectionKey.OP_WRITE);
        if (waiting != null) {
            if (endWhenSent) {
                endOutput();
            }
            drained();
        }
    }

    private boolean taken(ByteBuffer waiting) {
        try {
            session().channel().write(waiting);
        } catch (IOException e) {
            lose();
            return true;
        }
        progressed();
        if (waiting.hasRemaining()) {
            return false;
        }
        dropUnsent();
        return true;
    }

    private void dropUnsent() {
        ByteBuffer waiting = unsent;
        unsent = null;
        if (waiting != null) {
            thread.buffers().give(waiting);
        }
    }

    /** Whether bytes wait to be sent. */
    public final boolean congested() {
        return unsent != null;
    }

    /** Reads no more for the time being; the peer will come to feel it. */
    public final void stopReading() {
        if (!deaf && !closed) {
            deaf = true;
            session().clearEvent(SelectionKey.OP_READ);
        }
    }

    /** Reads again, unless the peer has ended its side. */
    public final void resumeReading() {
        if (deaf && !ended && !closed) {
            deaf = false;
            session().setEvent(SelectionKey.OP_READ);
        }
    }

    /** Tells the peer that nothing more comes, once it has what waits. */
    public final void endOutput() {
        if (unsent != null) {
            endWhenSent = true;
            return;
        }
        try {
            if (session() instanceof ChannelSession open && !closed) {
                open.endOutput();
            }
        } catch (IOException e) {
            lose();
        }
    }

    /** Runs {@code task} on this connection's thread, soon; from any thread. */
    public final void post(Runnable task) {
        thread.execute(() -> guarded(task::run));
    }

    public final boolean closed() {
        return closed;
    }

    /** Closes; bytes that wait are lost. */
    public final void close() {
        close(CloseMode.GRACEFUL);
    }

    /** Closes such that the peer cannot take what it got for the whole: with a reset. */
    public final void abort() {
        close(CloseMode.IMMEDIATE);
    }

    private void close(CloseMode mode) {
        if (!closed && session != null) {
            session.close(mode);
        }
        dispose();
    }

    private void dispose() {
        if (closed) {
            return;
        }
        closed = true;
        dropUnsent();
        gone();
    }

    /** The other end; null when it is gone already. */
    protected final @Nullable InetSocketAddress peer() {
        return session().getRemoteAddress() instanceof InetSocketAddress address ? address : null;
    }
}
