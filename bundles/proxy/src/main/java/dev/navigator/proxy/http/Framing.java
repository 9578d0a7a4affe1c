package dev.navigator.proxy.http;

/** How long a body is, RFC 9112 section 6: one Content-Length, or chunked alone; whatever else could be meant is refused. */
final class Framing {

    private static final byte[] CHUNKED = Ascii.bytes("chunked");
    private static final int MOST_DIGITS = 18;

    private Framing() {}

    /** Whether there is one Transfer-Encoding and it says {@code chunked} and nothing else, RFC 9112 section 6.1. */
    static boolean isChunkedAlone(Head head) {
        int index = head.index(Field.TRANSFER_ENCODING);
        return !head.repeats(Field.TRANSFER_ENCODING)
                && Ascii.equalsIgnoreCase(head.bytes(), head.value(index), head.valueEnd(index), CHUNKED);
    }

    /** The one Content-Length, RFC 9110 section 8.6; -1 when it is repeated, a list, not a number or too large a one. */
    static long contentLength(Head head) {
        int index = head.index(Field.CONTENT_LENGTH);
        int from = head.value(index);
        int to = head.valueEnd(index);
        if (head.repeats(Field.CONTENT_LENGTH) || from == to || to - from > MOST_DIGITS) {
            return -1;
        }
        long length = 0;
        for (int i = from; i < to; i++) {
            byte b = head.bytes()[i];
            if (!Ascii.isDigit(b)) {
                return -1;
            }
            length = length * 10 + b - '0';
        }
        return length;
    }
}
