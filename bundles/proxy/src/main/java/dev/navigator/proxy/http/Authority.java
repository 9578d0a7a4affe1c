package dev.navigator.proxy.http;

/** The authority of a URI as HTTP has it, {@code host [":" port]}: RFC 9110 section 7.2, RFC 3986 section 3.2. */
final class Authority {

    private static final byte[] HTTP = Ascii.bytes("http://");
    private static final byte[] HTTPS = Ascii.bytes("https://");
    private static final int HIGHEST_PORT = 65535;

    private Authority() {}

    /**
     * Where the authority of an absolute URI begins; -1 when its scheme is not that of the connection. One of https is to be
     * rejected on a connection that is not secured, RFC 9110 section 7.4, and the other way round it is no better.
     */
    static int afterScheme(byte[] bytes, int from, int to, boolean secured) {
        byte[] scheme = secured ? HTTPS : HTTP;
        int end = from + scheme.length;
        return end <= to && Ascii.equalsIgnoreCase(bytes, from, end, scheme) ? end : -1;
    }

    /** Whether {@code bytes[from, to)} is a host that is not empty, with or without a port; nothing else, no user. */
    static boolean valid(byte[] bytes, int from, int to) {
        if (from == to) {
            return false;
        }
        int host = bytes[from] == '[' ? literal(bytes, from, to) : name(bytes, from, to);
        return host > from && (host == to || (bytes[host] == ':' && port(bytes, host + 1, to)));
    }

    /** Behind an IP literal; -1 when it is none. */
    private static int literal(byte[] bytes, int from, int to) {
        int i = from + 1;
        while (i < to && (Ascii.hex(bytes[i]) >= 0 || bytes[i] == ':' || bytes[i] == '.')) {
            i++;
        }
        return i > from + 2 && i < to && bytes[i] == ']' ? i + 1 : -1;
    }

    /** Behind a registered name or IPv4 address; -1 when it is none. */
    private static int name(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != ':') {
            if (bytes[i] == '%' && i + 2 < to && Ascii.hex(bytes[i + 1]) >= 0 && Ascii.hex(bytes[i + 2]) >= 0) {
                i += 3;
            } else if (Ascii.isHost(bytes[i])) {
                i++;
            } else {
                return -1;
            }
        }
        return i;
    }

    private static boolean port(byte[] bytes, int from, int to) {
        int port = 0;
        for (int i = from; i < to; i++) {
            port = port * 10 + bytes[i] - '0';
            if (!Ascii.isDigit(bytes[i]) || port > HIGHEST_PORT) {
                return false;
            }
        }
        return true;
    }
}
