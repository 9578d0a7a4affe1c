package dev.navigator.proxy.http;

import org.jspecify.annotations.Nullable;

/** The head of a response, RFC 9112 section 4. */
public final class ResponseHead extends Head {

    private static final byte[] HTTP = Ascii.bytes("HTTP/1.");
    private static final int CODE = HTTP.length + 2;
    private static final int CODE_END = CODE + 3;

    private static final int CODE_LINE = 0;
    private static final int REASON = 1;
    private static final int LINE_LF = 2;
    private static final int DONE = 3;

    private int phase;
    private int reasonEnd;
    private int status;
    private long contentLength;

    public ResponseHead(HeadLimits limits) {
        super(limits);
    }

    @Override
    public void reset(HeadLimits next) {
        super.reset(next);
        phase = CODE_LINE;
    }

    @Override
    protected boolean scanStartLine() {
        return switch (phase) {
            case CODE_LINE -> code();
            case REASON -> reason();
            default -> lineFeed();
        };
    }

    @Override
    protected boolean startLineDone() {
        return phase == DONE;
    }

    /** RFC 9112 section 5.1 has a proxy do so with a response. */
    @Override
    protected boolean forgivesBlanks() {
        return true;
    }

    /** The version, the code and the blank behind it, which some applications leave out. */
    private boolean code() {
        int offset = at;
        byte b = bytes[at++];
        if (offset < HTTP.length) {
            return b == HTTP[offset] || refused(Refusal.STATUS_LINE);
        }
        if (offset == CODE_END) {
            phase = b == Ascii.CR ? LINE_LF : REASON;
            reasonEnd = offset;
            return b == Ascii.SP || b == Ascii.CR || refused(Refusal.STATUS_LINE);
        }
        boolean fits = offset == CODE - 1 ? b == Ascii.SP : Ascii.isDigit(b);
        return fits || refused(Refusal.STATUS_LINE);
    }

    private boolean reason() {
        int i = at;
        while (i < end && Ascii.isValue(bytes[i])) {
            i++;
        }
        at = i;
        if (i == end) {
            return true;
        }
        reasonEnd = i;
        at = i + 1;
        phase = LINE_LF;
        return bytes[i] == Ascii.CR || refused(bytes[i] == Ascii.LF ? Refusal.LINE_END : Refusal.STATUS_LINE);
    }

    private boolean lineFeed() {
        if (bytes[at] != Ascii.LF) {
            return refused(Refusal.LINE_END);
        }
        at++;
        phase = DONE;
        status = (bytes[CODE] - '0') * 100 + (bytes[CODE + 1] - '0') * 10 + bytes[CODE + 2] - '0';
        return (status >= 100 && status < 600) || refused(Refusal.STATUS_LINE);
    }

    @Override
    protected @Nullable Refusal check() {
        contentLength = -1;
        if (has(Field.TRANSFER_ENCODING)) {
            if (has(Field.CONTENT_LENGTH)) {
                return Refusal.LENGTH_AND_ENCODING;
            }
            return !http10() && Framing.isChunkedAlone(this) ? null : Refusal.TRANSFER_ENCODING;
        }
        if (has(Field.CONTENT_LENGTH)) {
            contentLength = Framing.contentLength(this);
            return contentLength >= 0 ? null : Refusal.CONTENT_LENGTH;
        }
        return null;
    }

    public int status() {
        return status;
    }

    /** Where the status code begins. */
    public int codeStart() {
        return CODE;
    }

    /** Behind the reason phrase, which may be empty. */
    public int reasonEnd() {
        return reasonEnd;
    }

    public boolean http10() {
        return bytes[HTTP.length] == '0';
    }

    /** Whether it precedes another response to the same request, RFC 9110 section 15.2; 101 does not. */
    public boolean interim() {
        return status < 200 && status != 101;
    }

    /** Whether responses of this status to this request have bodies, RFC 9112 section 6.3. */
    public boolean mayHaveBody(boolean toHead) {
        return !toHead && status >= 200 && status != 204 && status != 304;
    }

    /** Bytes of the body, {@link Body#CHUNKED} or {@link Body#UNTIL_CLOSE}, RFC 9112 section 6.3. */
    public long bodyLength(boolean toHead) {
        if (!mayHaveBody(toHead)) {
            return 0;
        }
        if (has(Field.TRANSFER_ENCODING)) {
            return Body.CHUNKED;
        }
        return contentLength < 0 ? Body.UNTIL_CLOSE : contentLength;
    }
}
