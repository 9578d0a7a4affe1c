package dev.navigator.proxy.routing;

import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The path of a request in the one form on which routing decides: unreserved characters not encoded, other escapes in upper
 * case, no dot segments, RFC 3986 section 6.2.2.
 *
 * <p>A path that another reader could understand as one of another tenant has no such form: encoded slashes, backslashes, NUL
 * and dot segments, empty segments, dot segments with parameters, overlong UTF-8. Mutable, reused, confined to one thread.
 */
public final class NormalPath {

    private static final byte[] UPPER_HEX = Ascii.bytes("0123456789ABCDEF");

    private static final byte[] ROOT = {'/'};

    private byte[] bytes = new byte[256];
    private int length;
    private boolean escapedDot;

    /**
     * Normalises {@code source[from, to)}, which begins with a slash and ends before the query.
     *
     * @return whether it has a normal form
     */
    public boolean set(byte[] source, int from, int to) {
        if (bytes.length < to - from) {
            bytes = new byte[Math.max(to - from, bytes.length * 2)];
        }
        length = 0;
        if (plain(source, from, to)) {
            length = to - from;
            System.arraycopy(source, from, bytes, 0, length);
            return true;
        }
        return unescape(source, from, to) && resolve();
    }

    /** Normalises the path of a request for an origin: all before the query, a slash when there is nothing. */
    public boolean set(RequestHead head) {
        byte[] source = head.bytes();
        int from = head.pathStart();
        int to = from;
        while (to < head.targetEnd() && source[to] != '?') {
            to++;
        }
        return to > from ? set(source, from, to) : set(ROOT, 0, 1);
    }

    /** Whether there is nothing to do: no escapes, no backslash, and no segment that is empty or begins with a dot. */
    private static boolean plain(byte[] source, int from, int to) {
        byte before = 'x';
        for (int i = from; i < to; i++) {
            byte b = source[i];
            if (b == '%' || b == '\\' || (before == '/' && (b == '/' || b == '.'))) {
                return false;
            }
            before = b;
        }
        return true;
    }

    private boolean unescape(byte[] source, int from, int to) {
        escapedDot = false;
        for (int i = from; i < to; i++) {
            byte b = source[i];
            if (b == '\\' || (b == '/' && i > from && source[i - 1] == '/')) {
                return false;
            }
            if (b != '%') {
                bytes[length++] = b;
                continue;
            }
            int code = i + 2 < to ? Ascii.hex(source[i + 1]) << 4 | Ascii.hex(source[i + 2]) : -1;
            if (code < 0 || !escape(code)) {
                return false;
            }
            i += 2;
        }
        return !overlong();
    }

    private boolean escape(int code) {
        if (code == 0 || code == '/' || code == '\\') {
            return false;
        }
        if (unreserved(code)) {
            bytes[length++] = (byte) code;
            escapedDot |= code == '.';
        } else {
            bytes[length++] = '%';
            bytes[length++] = UPPER_HEX[code >> 4];
            bytes[length++] = UPPER_HEX[code & 15];
        }
        return true;
    }

    private static boolean unreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    /** Whether a dot, slash or the like is hidden in a two-byte sequence that UTF-8 never needs, RFC 3629 section 3. */
    private boolean overlong() {
        for (int i = 0; i + 5 < length; i++) {
            boolean lead = bytes[i] == '%' && bytes[i + 1] == 'C' && (bytes[i + 2] == '0' || bytes[i + 2] == '1');
            if (lead && bytes[i + 3] == '%' && (Ascii.hex(bytes[i + 4]) & 12) == 8) {
                return true;
            }
        }
        return false;
    }

    /** Removes dot segments in place; false when one was escaped, has parameters or leads above the root. */
    private boolean resolve() {
        int out = 0;
        int segment = 0;
        for (int i = 1; i <= length; i++) {
            if (i < length && bytes[i] != '/') {
                continue;
            }
            int dots = dots(segment + 1, i);
            if (dots < 0 || (dots > 0 && escapedDot) || (dots == 2 && out == 0)) {
                return false;
            }
            if (dots == 0) {
                System.arraycopy(bytes, segment, bytes, out, i - segment);
                out += i - segment;
            } else {
                out = dots == 2 ? parent(out) : out;
                out = i == length ? slash(out) : out;
            }
            segment = i;
        }
        length = out;
        return true;
    }

    private int slash(int out) {
        bytes[out] = '/';
        return out + 1;
    }

    private int parent(int out) {
        int i = out - 1;
        while (bytes[i] != '/') {
            i--;
        }
        return i;
    }

    /** 1 or 2 when {@code [from, to)} is a dot segment, -1 when it is one with parameters, else 0. */
    private int dots(int from, int to) {
        int i = from;
        while (i < to && i - from < 3 && bytes[i] == '.') {
            i++;
        }
        int dots = i - from;
        if (dots == 0 || dots == 3) {
            return 0;
        }
        if (i == to) {
            return dots;
        }
        boolean escaped = i + 2 < to && bytes[i] == '%' && bytes[i + 1] == '3' && bytes[i + 2] == 'B';
        return bytes[i] == ';' || escaped ? -1 : 0;
    }

    /** The normal form; not to be changed, good until the next {@link #set}. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** A copy of the normal form. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
