package dev.navigator.proxy.http;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The chunked coding, RFC 9112 section 7.1, checked as it passes by: sizes without sign, blank or overflow, extensions of
 * proper form and bounded, line ends of CR and LF. Nothing is copied but trailers. Mutable, reused, confined to one thread.
 */
final class ChunkScanner {

    private static final int MOST_DIGITS = 15;
    private static final int LONGEST_EXTENSION = 1024;

    private static final int SIZE_START = 0;
    private static final int SIZE = 1;
    private static final int EXTENSION = 2;
    private static final int EXTENSION_NAME = 3;
    private static final int VALUE_START = 4;
    private static final int VALUE = 5;
    private static final int QUOTED = 6;
    private static final int ESCAPED = 7;
    private static final int QUOTED_END = 8;
    private static final int SIZE_LF = 9;
    private static final int DATA = 10;
    private static final int DATA_CR = 11;
    private static final int DATA_LF = 12;
    private static final int TRAILERS_START = 13;
    private static final int TRAILERS = 14;
    private static final int LAST_LF = 15;
    private static final int DONE = 16;
    private static final int BROKEN = 17;

    private int state;
    private int digits;
    private int extension;
    private long left;
    private @Nullable Trailers trailers;

    void reset() {
        state = SIZE_START;
        digits = 0;
        extension = 0;
        left = 0;
    }

    boolean done() {
        return state == DONE;
    }

    boolean broken() {
        return state == BROKEN;
    }

    /** Whether the next byte belongs to a chunk's data. */
    boolean inData() {
        return state == DATA;
    }

    /** Whether what comes is a trailer section with fields, to be taken by {@link #trailers}. */
    boolean inTrailers() {
        return state == TRAILERS;
    }

    /**
     * Goes over chunk data if {@link #inData}, else over framing up to the next data, the trailers, the end or a fault.
     *
     * @return where it stopped
     */
    int advance(ByteBuffer in, int from, int to) {
        if (state == DATA) {
            int run = (int) Math.min(left, to - from);
            left -= run;
            if (left == 0) {
                state = DATA_CR;
            }
            return from + run;
        }
        int i = from;
        while (i < to && state != DATA && state < TRAILERS) {
            if (state == TRAILERS_START && in.get(i) != Ascii.CR) {
                state = TRAILERS;
                return i;
            }
            framing(in.get(i++));
        }
        while (i < to && state == LAST_LF) {
            state = in.get(i++) == Ascii.LF ? DONE : BROKEN;
        }
        return i;
    }

    private void framing(byte b) {
        switch (state) {
            case SIZE_START, SIZE -> size(b);
            case EXTENSION -> state = Ascii.isToken(b) ? counted(EXTENSION_NAME) : BROKEN;
            case EXTENSION_NAME, VALUE, QUOTED_END -> extension(b);
            case VALUE_START -> value(b);
            case QUOTED -> quoted(b);
            case ESCAPED -> escaped(b);
            case SIZE_LF -> sizeEnd(b);
            case DATA_CR -> state = b == Ascii.CR ? DATA_LF : BROKEN;
            case DATA_LF -> state = b == Ascii.LF ? SIZE_START : BROKEN;
            default -> state = LAST_LF;
        }
    }

    private void size(byte b) {
        int digit = Ascii.hex(b);
        if (digit >= 0) {
            digits = state == SIZE_START ? 1 : digits + 1;
            left = state == SIZE_START ? digit : left * 16 + digit;
            state = digits > MOST_DIGITS ? BROKEN : SIZE;
        } else if (state == SIZE && b == ';') {
            extension = 0;
            state = EXTENSION;
        } else {
            state = state == SIZE && b == Ascii.CR ? SIZE_LF : BROKEN;
        }
    }

    /** Goes on with an extension's name or value, or ends it. */
    private void extension(byte b) {
        if (b == Ascii.CR) {
            state = SIZE_LF;
        } else if (b == ';') {
            state = counted(EXTENSION);
        } else if (b == '=' && state == EXTENSION_NAME) {
            state = counted(VALUE_START);
        } else {
            state = Ascii.isToken(b) && state != QUOTED_END ? counted(state) : BROKEN;
        }
    }

    private void value(byte b) {
        if (b == '"') {
            state = counted(QUOTED);
        } else {
            state = Ascii.isToken(b) ? counted(VALUE) : BROKEN;
        }
    }

    private void quoted(byte b) {
        if (b == '"') {
            state = counted(QUOTED_END);
        } else if (b == '\\') {
            state = counted(ESCAPED);
        } else {
            state = Ascii.isValue(b) ? counted(QUOTED) : BROKEN;
        }
    }

    private void escaped(byte b) {
        state = Ascii.isValue(b) ? counted(QUOTED) : BROKEN;
    }

    private int counted(int next) {
        return ++extension > LONGEST_EXTENSION ? BROKEN : next;
    }

    private void sizeEnd(byte b) {
        if (b != Ascii.LF) {
            state = BROKEN;
        } else {
            state = left == 0 ? TRAILERS_START : DATA;
        }
    }

    /**
     * Takes what it can of the trailer section.
     *
     * @return the section as it may be passed on, once it is complete; null while it is not, or when it is broken
     */
    byte @Nullable [] trailers(ByteBuffer in) {
        Trailers section = trailers;
        if (section == null) {
            section = new Trailers();
            trailers = section;
        }
        Head.Outcome outcome = section.feed(in);
        if (outcome == Head.Outcome.MORE) {
            return null;
        }
        byte[] allowed = outcome == Head.Outcome.DONE ? section.allowed() : null;
        state = allowed == null ? BROKEN : DONE;
        trailers = null;
        return allowed;
    }
}
