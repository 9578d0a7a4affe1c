package dev.navigator.proxy.http;

import java.util.Arrays;

/** The methods that a proxy treats differently from others, RFC 9110 section 9. */
@SuppressWarnings("ImmutableEnumChecker") // the tokens are never changed
public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    DELETE,
    OPTIONS,
    TRACE,
    CONNECT,
    OTHER;

    private final byte[] token = Ascii.bytes(name());

    /** Whether several of the same have the effect of one, RFC 9110 section 9.2.2: only these may be sent again. */
    public boolean idempotent() {
        return switch (this) {
            case GET, HEAD, PUT, DELETE, OPTIONS, TRACE -> true;
            case POST, CONNECT, OTHER -> false;
        };
    }

    /**
     * Whether it says what content of a request means, RFC 9110 section 9.3. Where none is expected an application may leave it
     * unread, and take it for its next request.
     */
    public boolean expectsContent() {
        return switch (this) {
            case POST, PUT, OTHER -> true;
            case GET, HEAD, DELETE, OPTIONS, TRACE, CONNECT -> false;
        };
    }

    static Method of(byte[] bytes, int from, int to) {
        Method candidate =
                switch (bytes[from]) {
                    case 'G' -> GET;
                    case 'H' -> HEAD;
                    case 'P' -> to - from == 3 ? PUT : POST;
                    case 'D' -> DELETE;
                    case 'O' -> OPTIONS;
                    case 'T' -> TRACE;
                    case 'C' -> CONNECT;
                    default -> OTHER;
                };
        return Arrays.equals(bytes, from, to, candidate.token, 0, candidate.token.length) ? candidate : OTHER;
    }
}
