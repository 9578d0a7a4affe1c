package dev.navigator.proxy.http;

import java.nio.charset.StandardCharsets;

/** The character classes of RFC 9110 and RFC 3986, as tables. */
public final class Ascii {

    public static final byte CR = '\r';
    public static final byte LF = '\n';
    public static final byte SP = ' ';
    public static final byte HTAB = '\t';

    /** RFC 9110 section 5.6.2. */
    private static final byte TOKEN = 1;
    /** RFC 9110 section 5.5: what a field value may hold, obsolete text included. */
    private static final byte VALUE = 2;
    /** What a request target may hold: visible ASCII without the fragment's {@code #}; browsers send more than RFC 3986 grants. */
    private static final byte TARGET = 4;

    private static final byte DIGIT = 8;
    /** RFC 3986 section 3.2.2 without the comma, which would make a list of a host, and the percent sign. */
    private static final byte HOST = 16;

    private static final byte[] CLASS = new byte[256];
    private static final byte[] FOLD = new byte[256];
    private static final byte[] HEX = new byte[256];

    static {
        mark("!#$%&'*+-.^_`|~", TOKEN);
        mark("-._~!$&'()*+;=", HOST);
        for (int c = 0; c < 256; c++) {
            boolean digit = c >= '0' && c <= '9';
            boolean alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            CLASS[c] |= (byte) (digit || alpha ? TOKEN | HOST : 0);
            CLASS[c] |= digit ? DIGIT : 0;
            CLASS[c] |= c == '\t' || (c >= ' ' && c != 0x7f) ? VALUE : 0;
            CLASS[c] |= c > ' ' && c < 0x7f && c != '#' ? TARGET : 0;
            FOLD[c] = (byte) (c >= 'A' && c <= 'Z' ? c + 32 : c == '_' ? '-' : c);
            HEX[c] = (byte) Character.digit(c < 0x80 ? c : 0, 16);
        }
    }

    private Ascii() {}

    private static void mark(String chars, byte type) {
        for (byte b : bytes(chars)) {
            CLASS[b] |= type;
        }
    }

    public static boolean isToken(byte b) {
        return (CLASS[b & 0xff] & TOKEN) != 0;
    }

    public static boolean isValue(byte b) {
        return (CLASS[b & 0xff] & VALUE) != 0;
    }

    public static boolean isTarget(byte b) {
        return (CLASS[b & 0xff] & TARGET) != 0;
    }

    public static boolean isDigit(byte b) {
        return (CLASS[b & 0xff] & DIGIT) != 0;
    }

    static boolean isHost(byte b) {
        return (CLASS[b & 0xff] & HOST) != 0;
    }

    static boolean isBlank(byte b) {
        return b == SP || b == HTAB;
    }

    /** The value of a hexadecimal digit; -1 for anything else. */
    public static int hex(byte b) {
        return HEX[b & 0xff];
    }

    /** Lower case, with {@code _} as {@code -}: names that a CGI-like application cannot tell apart fold alike. */
    static byte fold(byte b) {
        return FOLD[b & 0xff];
    }

    /** Lower case. */
    public static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }

    /** The bytes of ASCII text. */
    public static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether {@code bytes[from, to)} and {@code other[otherFrom, otherTo)} are the same but for case. */
    static boolean equalsIgnoreCase(byte[] bytes, int from, int to, byte[] other, int otherFrom, int otherTo) {
        if (to - from != otherTo - otherFrom) {
            return false;
        }
        for (int i = 0; i < to - from; i++) {
            if (lower(bytes[from + i]) != lower(other[otherFrom + i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code bytes[from, to)} is {@code lowerCase}, whatever its case. */
    public static boolean equalsIgnoreCase(byte[] bytes, int from, int to, byte[] lowerCase) {
        if (to - from != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            if (lower(bytes[from + i]) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }
}
