package dev.navigator.proxy.http;

/** Lists of tokens in field values, RFC 9110 section 5.6.1. */
final class Lists {

    private Lists() {}

    /** Where the item at {@code from} ends: at its comma or at {@code to}. */
    static int itemEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != ',') {
            i++;
        }
        return i;
    }

    static int skipBlanks(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && Ascii.isBlank(bytes[i])) {
            i++;
        }
        return i;
    }

    static int trimBlanks(byte[] bytes, int from, int to) {
        int i = to;
        while (i > from && Ascii.isBlank(bytes[i - 1])) {
            i--;
        }
        return i;
    }
}
