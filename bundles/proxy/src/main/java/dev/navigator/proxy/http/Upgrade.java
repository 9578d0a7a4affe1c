package dev.navigator.proxy.http;

/** Which protocols the fields Upgrade of a request and of its response name, RFC 9110 section 7.8. */
public final class Upgrade {

    private static final byte[] H2C = Ascii.bytes("h2c");

    private Upgrade() {}

    /** Whether a request offers to go on with HTTP/2, whose requests a tunnel would carry past the proxy unseen. */
    public static boolean offersHttp2(Head request) {
        int field = request.index(Field.UPGRADE);
        return request.has(Field.HTTP2_SETTINGS) || (field >= 0 && Lists.contains(request, field, H2C, 0, H2C.length));
    }

    /** Whether {@code response} names protocols, and none that {@code request} does not offer. */
    public static boolean answers(Head response, Head request) {
        int offer = request.index(Field.UPGRADE);
        int field = response.index(Field.UPGRADE);
        if (offer < 0 || field < 0 || response.repeats(Field.UPGRADE)) {
            return false;
        }
        byte[] bytes = response.bytes();
        int to = response.valueEnd(field);
        int at = response.value(field);
        boolean named = at < to;
        while (named && at < to) {
            int end = Lists.itemEnd(bytes, at, to);
            int first = Lists.skipBlanks(bytes, at, end);
            named = Lists.contains(request, offer, bytes, first, Lists.trimBlanks(bytes, first, end));
            at = end + 1;
        }
        return named;
    }
}
