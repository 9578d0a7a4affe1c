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

    /** Whether the list that the field at {@code index} is has {@code name[from, to)}, whatever its case. */
    static boolean contains(Head head, int index, byte[] name, int from, int to) {
        byte[] bytes = head.bytes();
        int last = head.valueEnd(index);
        int at = head.value(index);
        while (at < last) {
            int end = itemEnd(bytes, at, last);
            int first = skipBlanks(bytes, at, end);
            if (Ascii.equalsIgnoreCase(bytes, first, trimBlanks(bytes, first, end), name, from, to)) {
                return true;
            }
            at = end + 1;
        }
        return false;
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
