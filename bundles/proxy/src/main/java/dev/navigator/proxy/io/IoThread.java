package dev.navigator.proxy.io;

import java.nio.ByteBuffer;

/** A thread of the reactor, with the buffers its connections share: they only ever run one at a time. */
public final class IoThread extends Thread {

    /**
     * Free bytes before those read: a head that has grown on its way fits in front of the body it arrived with, and both leave
     * in one write.
     */
    public static final int HEADROOM = 8 << 10;

    /** The most that is read at once. */
    public static final int LARGEST_READ = 256 << 10;

    private static final int TAILROOM = 64;

    private final int index;
    private final ByteBuffer in = ByteBuffer.allocateDirect(HEADROOM + LARGEST_READ + TAILROOM);
    private final ByteBuffer probe = ByteBuffer.allocateDirect(1);
    private final Buffers buffers = new Buffers();

    IoThread(int index, Runnable work) {
        super(work, "navigator-io-" + index);
        this.index = index;
        setDaemon(true);
    }

    /** Counts the threads of a reactor from 0. */
    public int index() {
        return index;
    }

    /** What was read last; overwritten by the next read of any connection. */
    public ByteBuffer in() {
        return in;
    }

    ByteBuffer probe() {
        return probe;
    }

    public Buffers buffers() {
        return buffers;
    }

    /** The thread that runs. */
    public static IoThread current() {
        return (IoThread) Thread.currentThread();
    }
}
