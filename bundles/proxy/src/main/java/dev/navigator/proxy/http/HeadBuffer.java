package dev.navigator.proxy.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Where a head is put together. Mutable, reused, confined to one thread. */
public final class HeadBuffer {

    private static final byte[] HEX = Ascii.bytes("0123456789abcdef");
    private static final int MOST_DIGITS = 20;

    private byte[] bytes;
    private int length;

    public HeadBuffer() {
        this(4096);
    }

    /**
     * @param size bytes it has room for at first
     */
    public HeadBuffer(int size) {
        bytes = new byte[size];
    }

    public HeadBuffer clear() {
        length = 0;
        return this;
    }

    public HeadBuffer add(byte[] source) {
        return add(source, 0, source.length);
    }

    /** Adds {@code source[from, to)}. */
    public HeadBuffer add(byte[] source, int from, int to) {
        int count = to - from;
        room(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    /** Adds what {@code source} has. */
    public HeadBuffer add(ByteBuffer source) {
        int count = source.remaining();
        room(count);
        source.get(bytes, length, count);
        length += count;
        return this;
    }

    public HeadBuffer add(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Adds a number that is not negative, in decimal. */
    public HeadBuffer addNumber(long number) {
        room(MOST_DIGITS);
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Adds a number that is not negative, in hexadecimal. */
    public HeadBuffer addHex(int number) {
        room(MOST_DIGITS);
        int shift = Math.max(0, 28 - (Integer.numberOfLeadingZeros(number) & ~3));
        for (; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[number >>> shift & 15];
        }
        return this;
    }

    private void room(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }

    public int length() {
        return length;
    }

    /** What was put together; not to be changed, good until the next change. */
    public byte[] bytes() {
        return bytes;
    }

    /** Puts everything into {@code out} from {@code index} on, leaving its position alone. */
    public void copyTo(ByteBuffer out, int index) {
        out.put(index, bytes, 0, length);
    }
}
