package dev.navigator.logging;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines. A line longer than {@value #LONGEST} bytes is cut into pieces, between characters; what
 * has no end yet waits for it, or for {@link #flush}.
 */
final class LineSplitter {

    static final int LONGEST = 8 * 1024;

    private static final int CONTINUATION_MASK = 0xC0;
    private static final int CONTINUATION = 0x80;
    private static final int LONGEST_CHARACTER = 4;

    /** Takes lines. */
    interface Sink {
        /**
         * @param line valid during the call only
         * @param complete whether its end was there
         */
        void line(byte[] line, int length, boolean complete);
    }

    private final Sink sink;
    private byte[] pending = new byte[256];
    private int length;

    LineSplitter(Sink sink) {
        this.sink = sink;
    }

    void add(byte[] bytes, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                take(bytes, start, i);
                end();
                start = i + 1;
            }
        }
        take(bytes, start, to);
    }

    /** Bytes that wait for the end of their line. */
    int pending() {
        return length;
    }

    /** Gives out what waits, as a line without end. */
    void flush() {
        if (length > 0) {
            sink.line(pending, length, false);
            length = 0;
        }
    }

    private void end() {
        int shown = length > 0 && pending[length - 1] == '\r' ? length - 1 : length;
        sink.line(pending, shown, true);
        length = 0;
    }

    private void take(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at > LONGEST - length) {
            int room = LONGEST - length;
            append(bytes, at, room);
            at += room;
            cut();
        }
        append(bytes, at, to - at);
    }

    private void append(byte[] bytes, int from, int count) {
        if (length + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.min(LONGEST, Math.max(length + count, pending.length * 2)));
        }
        System.arraycopy(bytes, from, pending, length, count);
        length += count;
    }

    /** Gives out a full buffer, but keeps the beginning of a character that is not all there. */
    private void cut() {
        int end = length;
        while (end > length - LONGEST_CHARACTER && (pending[end - 1] & CONTINUATION_MASK) == CONTINUATION) {
            end--;
        }
        boolean leadByte = (pending[end - 1] & CONTINUATION_MASK) == CONTINUATION_MASK;
        int kept = leadByte && !whole(end - 1) ? end - 1 : length;
        byte[] rest = Arrays.copyOfRange(pending, kept, length);
        sink.line(pending, kept, false);
        System.arraycopy(rest, 0, pending, 0, rest.length);
        length = rest.length;
    }

    private boolean whole(int lead) {
        int wanted = Integer.numberOfLeadingZeros(~(pending[lead] << (Integer.SIZE - Byte.SIZE)));
        return length - lead >= wanted;
    }
}
