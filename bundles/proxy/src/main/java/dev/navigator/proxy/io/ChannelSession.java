package dev.navigator.proxy.io;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel of an {@link IoThread}, as HttpCore's event handlers know it. Events are delivered on that thread; interest may be
 * changed, and commands may be left, from any.
 */
class ChannelSession implements IOSession, IoThread.Registered {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelSession.class);

    /** A connection that is not there yet. */
    private record Opening(long deadline, Consumer<Exception> failed) {}

    final IoThread thread;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Lock lock = new ReentrantLock();
    private final Deque<Command> commands = new ConcurrentLinkedDeque<>();
    private volatile IOEventHandler handler;
    private volatile Timeout timeout = Timeout.DISABLED;
    private volatile boolean closed;
    private long lastRead;
    private long lastWrite;
    private @Nullable Opening opening;

    /** Takes over a connected channel, on the thread that will run it. */
    ChannelSession(IoThread thread, SocketChannel channel, IOEventHandler handler) throws IOException {
        this(thread, channel, handler, SelectionKey.OP_READ);
    }

    /**
     * Takes over a channel that is being connected, on the thread that will run it.
     *
     * @param failed told when there will be no connection, unless the session was closed before
     */
    ChannelSession(
            IoThread thread, SocketChannel channel, IOEventHandler handler, long deadline, Consumer<Exception> failed)
            throws IOException {
        this(thread, channel, handler, SelectionKey.OP_CONNECT);
        opening = new Opening(deadline, failed);
    }

    private ChannelSession(IoThread thread, SocketChannel channel, IOEventHandler handler, int interest)
            throws IOException {
        this.thread = thread;
        this.channel = channel;
        this.handler = handler;
        lastRead = thread.millis();
        lastWrite = lastRead;
        key = channel.register(thread.selector(), interest, this);
    }

    /** Tells the handler that the connection is there. */
    void open() {
        if (closed) {
            return;
        }
        try {
            handler.connected(this);
        } catch (IOException e) {
            broken(e);
        }
    }

    @Override
    public void ready(int operations) {
        try {
            if ((operations & SelectionKey.OP_CONNECT) != 0) {
                connect();
                return;
            }
            if ((operations & SelectionKey.OP_READ) != 0) {
                lastRead = thread.millis();
                handler.inputReady(this, null);
            }
            if ((operations & SelectionKey.OP_WRITE) != 0 && !closed) {
                lastWrite = thread.millis();
                handler.outputReady(this);
            }
        } catch (IOException e) {
            broken(e);
        }
    }

    private void connect() {
        try {
            channel.finishConnect();
        } catch (IOException e) {
            fail(e);
            return;
        }
        opening = null;
        key.interestOps(SelectionKey.OP_READ);
        open();
    }

    private void fail(Exception cause) {
        Opening pending = opening;
        opening = null;
        close(CloseMode.GRACEFUL);
        if (pending != null) {
            pending.failed.accept(cause);
        }
    }

    private void broken(IOException cause) {
        handler.exception(this, cause);
        close(CloseMode.GRACEFUL);
    }

    @Override
    public void tick() {
        Opening pending = opening;
        if (pending != null) {
            if (thread.nanos() > pending.deadline) {
                fail(new SocketTimeoutException("not accepted in time"));
            }
            return;
        }
        Timeout current = timeout;
        if (current.isEnabled()) { // busy or not: one stream's traffic must not stop the clock of another
            try {
                handler.timeout(this, current);
            } catch (IOException e) {
                broken(e);
            }
        }
    }

    @Override
    public String getId() {
        return thread.getName() + '/' + Integer.toHexString(hashCode());
    }

    @Override
    public IOEventHandler getHandler() {
        return handler;
    }

    @Override
    public void upgrade(IOEventHandler next) {
        handler = next;
    }

    @Override
    public Lock getLock() {
        return lock;
    }

    @Override
    public void enqueue(Command command, Command.Priority priority) {
        if (priority == Command.Priority.IMMEDIATE) {
            commands.addFirst(command);
        } else {
            commands.addLast(command);
        }
        setEvent(SelectionKey.OP_WRITE);
    }

    @Override
    public boolean hasCommands() {
        return !commands.isEmpty();
    }

    @Override
    public @Nullable Command poll() {
        return commands.poll();
    }

    @Override
    public ByteChannel channel() {
        return channel;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() {
        return channel.socket().getRemoteSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() {
        return channel.socket().getLocalSocketAddress();
    }

    @Override
    public int getEventMask() {
        return closed ? 0 : key.interestOps();
    }

    @Override
    public void setEventMask(int operations) {
        if (!closed) {
            key.interestOps(operations);
            thread.wakeUp();
        }
    }

    @Override
    public void setEvent(int operation) {
        if (!closed) {
            key.interestOpsOr(operation);
            thread.wakeUp();
        }
    }

    @Override
    public void clearEvent(int operation) {
        if (!closed) {
            key.interestOpsAnd(~operation);
            thread.wakeUp();
        }
    }

    /** What both ends have agreed to speak; empty when they have not, null on a connection that is not secured. */
    @Nullable
    String protocol() {
        return null;
    }

    /** Sends from now on what there is at once, however little: it costs a system call that one short answer does without. */
    void hurry() {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            LOG.debug("Connection was closed by the other end before it was used", e);
        }
    }

    /** Tells the peer that nothing more comes. */
    void endOutput() throws IOException {
        if (!closed) {
            channel.shutdownOutput();
        }
    }

    @Override
    public final void close() {
        close(CloseMode.GRACEFUL);
    }

    @Override
    public void close(CloseMode mode) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (mode == CloseMode.IMMEDIATE) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            LOG.debug("Connection was closed by the other end before it was reset", e);
        }
        thread.close(channel, key);
        thread.execute(() -> handler.disconnected(this));
    }

    @Override
    public Status getStatus() {
        return closed ? Status.CLOSED : Status.ACTIVE;
    }

    @Override
    public boolean isOpen() {
        return !closed && channel.isOpen();
    }

    @Override
    public Timeout getSocketTimeout() {
        return timeout;
    }

    @Override
    public void setSocketTimeout(Timeout next) {
        timeout = Timeout.defaultsToDisabled(next);
    }

    @Override
    public int read(ByteBuffer in) throws IOException {
        return channel.read(in);
    }

    @Override
    public int write(ByteBuffer out) throws IOException {
        return channel.write(out);
    }

    @Override
    public void updateReadTime() {
        lastRead = thread.millis();
    }

    @Override
    public void updateWriteTime() {
        lastWrite = thread.millis();
    }

    @Override
    public long getLastReadTime() {
        return lastRead;
    }

    @Override
    public long getLastWriteTime() {
        return lastWrite;
    }

    @Override
    public long getLastEventTime() {
        return Math.max(lastRead, lastWrite);
    }
}
