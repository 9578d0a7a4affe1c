package dev.navigator.proxy.http;

/** The field Keep-Alive, RFC 2068 section 19.7.1, by which servers tell for how long they keep an idle connection. */
public final class KeepAlive {

    private static final byte[] TIMEOUT = Ascii.bytes("timeout=");
    private static final int MOST_DIGITS = 6;

    private KeepAlive() {}

    /** The seconds that {@code head} names; {@code otherwise} when it names none. */
    public static int timeout(Head head, int otherwise) {
        int index = head.index(Field.KEEP_ALIVE);
        if (index < 0) {
            return otherwise;
        }
        byte[] bytes = head.bytes();
        int to = head.valueEnd(index);
        for (int i = head.value(index); i + TIMEOUT.length < to; i++) {
            if (Ascii.equalsIgnoreCase(bytes, i, i + TIMEOUT.length, TIMEOUT)) {
                return number(bytes, i + TIMEOUT.length, to, otherwise);
            }
        }
        return otherwise;
    }

    private static int number(byte[] bytes, int from, int to, int otherwise) {
        int number = 0;
        int i = from;
        while (i < to && Ascii.isDigit(bytes[i]) && i - from < MOST_DIGITS) {
            number = number * 10 + bytes[i++] - '0';
        }
        return i == from ? otherwise : number;
    }
}
