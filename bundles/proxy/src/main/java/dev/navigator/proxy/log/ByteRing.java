package dev.navigator.proxy.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Lines on their way from one thread that makes them to another that writes them. Bounded: what does not fit is refused. Neither
 * side ever waits for the other.
 */
final class ByteRing {

    private final ByteBuffer bytes;
    private final int mask;
    private volatile long head;
    private volatile long tail;
    private volatile long refused;

    /**
     * @param size a power of two
     */
    ByteRing(int size) {
        bytes = ByteBuffer.allocateDirect(size);
        mask = size - 1;
    }

    /** Adds a line, whole or not at all; the producer's alone. */
    boolean offer(byte[] line, int length) {
        long end = tail;
        if (length > bytes.capacity() - (int) (end - head)) {
            long before = refused; // only this thread writes it
            refused = before + 1;
            return false;
        }
        int at = (int) end & mask;
        int first = Math.min(length, bytes.capacity() - at);
        bytes.put(at, line, 0, first);
        bytes.put(0, line, first, length - first);
        tail = end + length;
        return true;
    }

    boolean halfFull() {
        return tail - head > bytes.capacity() / 2;
    }

    /** Lines that did not fit, since the ring was made. */
    long refused() {
        return refused;
    }

    /** Writes all there is; the consumer's alone. What a failed write did not take stays. */
    void drainTo(WritableByteChannel out) throws IOException {
        long end = tail;
        long begin = head; // only this thread writes it
        while (begin < end) {
            int at = (int) begin & mask;
            int count = (int) Math.min(end - begin, bytes.capacity() - at);
            begin += out.write(bytes.slice(at, count));
            head = begin;
        }
    }

    /** Drops all there is; the consumer's alone. */
    void clear() {
        head = tail;
    }
}
