package dev.navigator.proxy.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of a message: its bytes, and where in them everything is.
 *
 * <p>Bytes are scanned as they come in, each once; wherever they are cut, the outcome is the same. Mutable, reused from message
 * to message, confined to one thread; nothing is allocated once the arrays have grown to the size of common heads.
 */
public abstract class Head {

    /** How far the scan has come. */
    public enum Outcome {
        /** All bytes given were taken; more are needed. */
        MORE,
        /** The head is complete; what follows it was not taken. */
        DONE,
        /** See {@link #refusal()}. */
        REFUSED
    }

    private static final int PIECE = 1024;
    private static final int KEPT_BYTES = 4096;
    private static final int KEPT_FIELDS = 32;
    private static final int STRIDE = 4;

    private static final int START_LINE = 0;
    private static final int FIELD = 1;
    private static final int NAME = 2;
    private static final int BLANK = 3;
    private static final int VALUE = 4;
    private static final int VALUE_LF = 5;
    private static final int LAST_LF = 6;
    private static final int COLON = 7;

    /** What was received, from the first byte of the head on. */
    protected byte[] bytes = new byte[PIECE];
    /** Where the next byte to scan is. */
    protected int at;
    /** Behind the last byte received. */
    protected int end;

    protected HeadLimits limits;

    private int phase;
    private int name;
    private int nameEnd;
    private int value;
    private int count;
    private int[] offsets = new int[KEPT_FIELDS * STRIDE];
    private @Nullable Field[] ids = new Field[KEPT_FIELDS];
    private long present;
    private long repeated;
    private @Nullable Refusal refusal;

    protected Head(HeadLimits limits) {
        this.limits = limits;
    }

    /** Forgets everything, to scan another head. */
    public void reset(HeadLimits next) {
        limits = next;
        at = 0;
        end = 0;
        phase = START_LINE;
        count = 0;
        present = 0;
        repeated = 0;
        refusal = null;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[PIECE];
        }
        if (ids.length > KEPT_FIELDS) {
            offsets = new int[KEPT_FIELDS * STRIDE];
            ids = new Field[KEPT_FIELDS];
        }
    }

    /** Takes bytes of {@code in} up to the end of the head and scans them. Not to be called again after DONE or REFUSED. */
    public final Outcome feed(ByteBuffer in) {
        Outcome outcome = Outcome.MORE;
        while (outcome == Outcome.MORE && in.hasRemaining()) {
            int taken = Math.min(Math.min(in.remaining(), PIECE), limits.bytes() - end);
            if (end + taken > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + taken));
            }
            in.get(bytes, end, taken);
            end += taken;
            outcome = scan();
            if (outcome == Outcome.MORE && end >= limits.bytes()) {
                outcome = refuse(inTarget() ? Refusal.TARGET_TOO_LONG : Refusal.HEAD_TOO_LARGE);
            }
        }
        if (outcome == Outcome.DONE) {
            in.position(in.position() - (end - at));
            end = at;
            Refusal wrong = check();
            return wrong == null ? Outcome.DONE : refuse(wrong);
        }
        return outcome;
    }

    private Outcome scan() {
        while (at < end) {
            boolean ok =
                    switch (phase) {
                        case START_LINE -> startLine();
                        case FIELD -> field();
                        case NAME -> name();
                        case COLON -> colon();
                        case BLANK -> blank();
                        case VALUE -> value();
                        case VALUE_LF -> valueEnd();
                        default -> lineFeed();
                    };
            if (!ok) {
                return Outcome.REFUSED;
            }
            if (phase == LAST_LF && bytes[at - 1] == Ascii.LF) {
                return Outcome.DONE;
            }
        }
        return Outcome.MORE;
    }

    private boolean startLine() {
        if (!scanStartLine()) {
            return false;
        }
        if (startLineDone()) {
            phase = FIELD;
        }
        return true;
    }

    private boolean field() {
        byte b = bytes[at];
        if (b == Ascii.CR) {
            at++;
            phase = LAST_LF;
            return true;
        }
        if (Ascii.isBlank(b)) {
            return refused(Refusal.OBSOLETE_FOLDING);
        }
        if (b == Ascii.LF) {
            return refused(Refusal.LINE_END);
        }
        if (count == limits.fields()) {
            return refused(Refusal.TOO_MANY_FIELDS);
        }
        name = at;
        phase = NAME;
        return true;
    }

    private boolean name() {
        int i = at;
        while (i < end && Ascii.isToken(bytes[i])) {
            i++;
        }
        at = i;
        if (i == end) {
            return true;
        }
        nameEnd = i;
        phase = COLON;
        return i == name ? refused(Refusal.FIELD_NAME) : colon();
    }

    private boolean colon() {
        byte b = bytes[at];
        if (b != ':') {
            at++;
            return (forgivesBlanks() && Ascii.isBlank(b)) || refused(Refusal.FIELD_NAME);
        }
        if (at > nameEnd) {
            System.arraycopy(bytes, at, bytes, nameEnd, end - at);
            end -= at - nameEnd;
        }
        at = nameEnd + 1;
        phase = BLANK;
        return true;
    }

    /** Whether blanks before a colon are removed; otherwise they are refused. */
    protected boolean forgivesBlanks() {
        return false;
    }

    private boolean blank() {
        int i = at;
        while (i < end && Ascii.isBlank(bytes[i])) {
            i++;
        }
        at = i;
        if (i < end) {
            value = i;
            phase = VALUE;
        }
        return true;
    }

    private boolean value() {
        int i = at;
        while (i < end && Ascii.isValue(bytes[i])) {
            i++;
        }
        at = i;
        if (i == end) {
            return true;
        }
        if (bytes[i] == Ascii.CR) {
            at = i + 1;
            phase = VALUE_LF;
            return true;
        }
        return refused(bytes[i] == Ascii.LF ? Refusal.LINE_END : Refusal.FIELD_VALUE);
    }

    private boolean valueEnd() {
        if (bytes[at] != Ascii.LF) {
            return refused(Refusal.LINE_END);
        }
        int last = at - 1;
        while (last > value && Ascii.isBlank(bytes[last - 1])) {
            last--;
        }
        record(last);
        at++;
        phase = FIELD;
        return true;
    }

    private boolean lineFeed() {
        if (bytes[at] != Ascii.LF) {
            return refused(Refusal.LINE_END);
        }
        at++;
        return true;
    }

    private void record(int valueEnd) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, count * 2);
            offsets = Arrays.copyOf(offsets, count * 2 * STRIDE);
        }
        int i = count * STRIDE;
        offsets[i] = name;
        offsets[i + 1] = nameEnd;
        offsets[i + 2] = value;
        offsets[i + 3] = valueEnd;
        Field id = Field.identify(bytes, name, nameEnd);
        ids[count++] = id;
        if (id != null) {
            repeated |= present & id.bit();
            present |= id.bit();
        }
    }

    /** Scans from {@link #at} on; returns false after {@link #refused}. */
    protected abstract boolean scanStartLine();

    /** Whether the start line, with its line end, has been scanned. */
    protected abstract boolean startLineDone();

    /** Whether the scan is within a request target. */
    protected boolean inTarget() {
        return false;
    }

    /** Looks at the complete head; null when it is sound. */
    protected abstract @Nullable Refusal check();

    /** Notes why; always false. */
    protected final boolean refused(Refusal why) {
        refusal = why;
        return false;
    }

    private Outcome refuse(Refusal why) {
        refusal = why;
        return Outcome.REFUSED;
    }

    /** Why the head was refused; null when it was not. */
    public final @Nullable Refusal refusal() {
        return refusal;
    }

    /** What was received. Not to be changed, and only good until the next reset. */
    public final byte[] bytes() {
        return bytes;
    }

    /** Whether the first that was received is {@code text}. */
    public final boolean startsWith(byte[] text) {
        return end >= text.length && Arrays.equals(bytes, 0, text.length, text, 0, text.length);
    }

    /** A copy of what was taken, as far as it goes, and be it behind the head. */
    public final byte[] seen() {
        return Arrays.copyOf(bytes, end);
    }

    /** Bytes of the whole head. */
    public final int length() {
        return end;
    }

    /** How many fields there are. */
    public final int count() {
        return count;
    }

    /** What the field at {@code index} is; null when it is of no interest to a proxy. */
    public final @Nullable Field id(int index) {
        return ids[index];
    }

    /** Where the name of the field at {@code index}, and its line, begins. */
    public final int name(int index) {
        return offsets[index * STRIDE];
    }

    /** Behind the name of the field at {@code index}. */
    public final int nameEnd(int index) {
        return offsets[index * STRIDE + 1];
    }

    /** Where the value of the field at {@code index} begins, without blanks. */
    public final int value(int index) {
        return offsets[index * STRIDE + 2];
    }

    /** Behind the value of the field at {@code index}, without blanks. */
    public final int valueEnd(int index) {
        return offsets[index * STRIDE + 3];
    }

    /** Behind the line end of the field at {@code index}. */
    public final int lineEnd(int index) {
        return index + 1 < count ? name(index + 1) : end - 2;
    }

    public final boolean has(Field field) {
        return (present & field.bit()) != 0;
    }

    /** Whether {@code field} occurs more than once. */
    public final boolean repeats(Field field) {
        return (repeated & field.bit()) != 0;
    }

    /** The first occurrence of {@code field}; -1 when there is none. */
    public final int index(Field field) {
        if (has(field)) {
            for (int i = 0; i < count; i++) {
                if (ids[i] == field) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** The first value of {@code field}; null when there is none. */
    public final @Nullable String text(Field field) {
        int index = index(field);
        return index < 0 ? null : text(value(index), valueEnd(index));
    }

    /** The first value of the field called {@code name}, whatever its case; null when there is none. */
    public final @Nullable String text(String name) {
        byte[] wanted = Ascii.bytes(name.toLowerCase(Locale.ROOT));
        for (int i = 0; i < count; i++) {
            if (Ascii.equalsIgnoreCase(bytes, name(i), nameEnd(i), wanted)) {
                return text(value(i), valueEnd(i));
            }
        }
        return null;
    }

    /** The value of the field at {@code index}. */
    public final String valueText(int index) {
        return text(value(index), valueEnd(index));
    }

    /** A part of the head as text, byte for byte. */
    protected final String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
