package dev.navigator.proxy.http;

/**
 * Why a message is not accepted. A request is answered with the status and the sentence; whatever the reason, a response of
 * an application that is refused becomes 502.
 */
public enum Refusal {
    REQUEST_LINE(400, "The request line is malformed."),
    STATUS_LINE(502, "The status line is malformed."),
    VERSION(505, "This version of HTTP is not supported."),
    METHOD_TOO_LONG(501, "The method is not implemented."),
    TARGET_TOO_LONG(414, "The request target is too long."),
    HEAD_TOO_LARGE(431, "The header section is too large."),
    TOO_MANY_FIELDS(431, "The header section has too many fields."),
    LINE_END(400, "A line does not end in CRLF."),
    OBSOLETE_FOLDING(400, "Folded header fields are not accepted."),
    FIELD_NAME(400, "The name of a header field is malformed."),
    FIELD_VALUE(400, "The value of a header field has forbidden bytes."),
    CONTENT_LENGTH(400, "Content-Length is malformed or ambiguous."),
    TRANSFER_ENCODING(400, "Transfer-Encoding is malformed or not accepted."),
    LENGTH_AND_ENCODING(400, "Content-Length and Transfer-Encoding exclude each other."),
    HOST_MISSING(400, "The Host header field is missing."),
    HOST(400, "The Host header field is malformed or ambiguous."),
    TARGET(400, "The request target is malformed."),
    PATH(400, "The path is malformed or ambiguous."),
    METHOD_NOT_ALLOWED(405, "The method is not allowed."),
    UPGRADE(400, "The upgrade is malformed."),
    EXPECTATION(417, "The expectation is not known."),
    CHUNK(400, "The chunked coding is malformed."),
    BODY_TOO_LARGE(413, "The request body is too large."),
    HEAD_TIMEOUT(408, "The request head took too long."),
    BODY_TIMEOUT(408, "The request body took too long.");

    private final int status;
    private final String sentence;

    Refusal(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    public int status() {
        return status;
    }

    /** For the client. */
    public String sentence() {
        return sentence;
    }
}
