package dev.navigator.proxy.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Direct buffers for bytes that have to wait, kept for reuse up to a bound. Confined to one thread. */
public final class Buffers {

    private static final int SMALLEST_BITS = 12;
    private static final int LARGEST_BITS = 20;
    private static final long MOST_KEPT = 4 << 20;
    private static final long MANY_TAKEN = 16 << 20;

    private final Budget budget;
    private final Deque<ByteBuffer>[] free;
    private long kept;
    private long taken;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Buffers(Budget budget) {
        this.budget = budget;
        free = new Deque[LARGEST_BITS - SMALLEST_BITS + 1];
        for (int i = 0; i < free.length; i++) {
            free[i] = new ArrayDeque<>();
        }
    }

    /**
     * An empty buffer of at least {@code size} bytes; its owner gives it back.
     *
     * @throws OutOfBuffersException when so much is taken that there is none
     */
    public ByteBuffer take(int size) {
        ByteBuffer buffer = find(size);
        taken += buffer.capacity();
        return buffer;
    }

    private ByteBuffer find(int size) {
        int bits = Math.max(SMALLEST_BITS, 32 - Integer.numberOfLeadingZeros(size - 1));
        if (bits > LARGEST_BITS) {
            return allocate(size);
        }
        ByteBuffer buffer = free[bits - SMALLEST_BITS].poll();
        if (buffer == null) {
            return allocate(1 << bits);
        }
        kept -= buffer.capacity();
        return buffer.clear();
    }

    private ByteBuffer allocate(int size) {
        if (!budget.take(size)) {
            throw new OutOfBuffersException();
        }
        try {
            return ByteBuffer.allocateDirect(size);
        } catch (OutOfMemoryError e) { // the JVM was told to allow less
            budget.give(size);
            throw new OutOfBuffersException();
        }
    }

    /** Takes a buffer back; its former owner must forget it. */
    public void give(ByteBuffer buffer) {
        taken -= buffer.capacity();
        int bits = 31 - Integer.numberOfLeadingZeros(buffer.capacity());
        if (bits <= LARGEST_BITS && kept + buffer.capacity() <= MOST_KEPT) {
            kept += buffer.capacity();
            free[bits - SMALLEST_BITS].push(buffer);
        } else {
            budget.give(buffer.capacity());
        }
    }

    /** Whether so much waits that no more than need be is to join it. */
    boolean strained() {
        return taken > MANY_TAKEN;
    }

    /** Whether that is so with all threads together, such that soon there is none left. */
    boolean scarce() {
        return budget.scarce();
    }
}
