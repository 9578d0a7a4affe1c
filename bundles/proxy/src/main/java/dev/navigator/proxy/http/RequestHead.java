package dev.navigator.proxy.http;

import org.jspecify.annotations.Nullable;

/** The head of a request, RFC 9112 section 3. */
public final class RequestHead extends Head {

    /** The forms of a request target, RFC 9112 section 3.2. */
    public enum Form {
        ORIGIN,
        ABSOLUTE,
        AUTHORITY,
        ASTERISK
    }

    /** Empty lines tolerated before a request line; RFC 9112 section 2.2 asks for one. */
    private static final int EMPTY_LINES = 4;

    private static final int LONGEST_METHOD = 64;
    private static final byte[] HTTP = Ascii.bytes("HTTP/");
    private static final int VERSION_LENGTH = HTTP.length + 3;

    private static final int BEFORE = 0;
    private static final int EMPTY_LF = 1;
    private static final int METHOD = 2;
    private static final int TARGET = 3;
    private static final int VERSION = 4;
    private static final int LINE_LF = 5;
    private static final int DONE = 6;

    private int phase;
    private int emptyLines;
    private int method;
    private int methodEnd;
    private int target;
    private int targetEnd;
    private int version;
    private Method known = Method.OTHER;
    private Form form = Form.ORIGIN;
    private int host;
    private int hostEnd;
    private int path;
    private long bodyLength;
    private boolean http10;
    private boolean secured;

    public RequestHead(HeadLimits limits) {
        super(limits);
    }

    @Override
    public void reset(HeadLimits next) {
        super.reset(next);
        phase = BEFORE;
        emptyLines = 0;
        known = Method.OTHER;
        http10 = false;
    }

    /** Says whether it comes over a connection that is secured. */
    public void secured(boolean yes) {
        secured = yes;
    }

    @Override
    protected boolean scanStartLine() {
        return switch (phase) {
            case BEFORE -> scanBefore();
            case EMPTY_LF -> scanEmptyLine();
            case METHOD -> scanMethod();
            case TARGET -> scanTarget();
            case VERSION -> scanVersion();
            default -> scanLineFeed();
        };
    }

    @Override
    protected boolean startLineDone() {
        return phase == DONE;
    }

    @Override
    protected boolean inTarget() {
        return phase == TARGET;
    }

    private boolean scanBefore() {
        byte b = bytes[at];
        if (b == Ascii.CR && emptyLines < EMPTY_LINES) {
            emptyLines++;
            at++;
            phase = EMPTY_LF;
            return true;
        }
        method = at;
        phase = METHOD;
        return true;
    }

    private boolean scanEmptyLine() {
        if (bytes[at] != Ascii.LF) {
            return refused(Refusal.LINE_END);
        }
        at++;
        phase = BEFORE;
        return true;
    }

    private boolean scanMethod() {
        int i = at;
        while (i < end && Ascii.isToken(bytes[i])) {
            i++;
        }
        at = i;
        if (i - method > LONGEST_METHOD) {
            return refused(Refusal.METHOD_TOO_LONG);
        }
        if (i == end) {
            return true;
        }
        if (bytes[i] != Ascii.SP || i == method) {
            return refused(Refusal.REQUEST_LINE);
        }
        methodEnd = i;
        target = i + 1;
        at = target;
        phase = TARGET;
        return true;
    }

    private boolean scanTarget() {
        int longest = target + limits.target();
        int i = at;
        while (i < end && Ascii.isTarget(bytes[i])) {
            i++;
        }
        at = i;
        if (i > longest) {
            return refused(Refusal.TARGET_TOO_LONG);
        }
        if (i == end) {
            return true;
        }
        if (bytes[i] != Ascii.SP || i == target) {
            return refused(Refusal.REQUEST_LINE);
        }
        targetEnd = i;
        version = i + 1;
        at = version;
        phase = VERSION;
        return true;
    }

    private boolean scanVersion() {
        int offset = at - version;
        byte b = bytes[at++];
        if (offset < HTTP.length) {
            return b == HTTP[offset] || refused(Refusal.REQUEST_LINE);
        }
        if (offset < VERSION_LENGTH) {
            boolean fits = offset == HTTP.length + 1 ? b == '.' : Ascii.isDigit(b);
            return fits || refused(Refusal.REQUEST_LINE);
        }
        if (b != Ascii.CR) {
            return refused(b == Ascii.LF ? Refusal.LINE_END : Refusal.REQUEST_LINE);
        }
        phase = LINE_LF;
        return true;
    }

    private boolean scanLineFeed() {
        if (bytes[at] != Ascii.LF) {
            return refused(Refusal.LINE_END);
        }
        at++;
        phase = DONE;
        http10 = bytes[version + HTTP.length + 2] == '0';
        return bytes[version + HTTP.length] == '1' || refused(Refusal.VERSION);
    }

    @Override
    protected @Nullable Refusal check() {
        known = Method.of(bytes, method, methodEnd);
        Refusal wrong = checkTarget();
        if (wrong == null) {
            wrong = checkHost();
        }
        return wrong == null ? checkFraming() : wrong;
    }

    private @Nullable Refusal checkTarget() {
        path = target;
        if (known == Method.CONNECT) {
            form = Form.AUTHORITY;
            return null;
        }
        if (bytes[target] == '/') {
            form = Form.ORIGIN;
            return null;
        }
        if (bytes[target] == '*' && targetEnd == target + 1) {
            form = Form.ASTERISK;
            return known == Method.OPTIONS ? null : Refusal.TARGET;
        }
        form = Form.ABSOLUTE;
        host = Authority.afterScheme(bytes, target, targetEnd, secured);
        if (host < 0) {
            return Refusal.TARGET;
        }
        int i = host;
        while (i < targetEnd && bytes[i] != '/' && bytes[i] != '?') {
            i++;
        }
        hostEnd = i;
        path = i;
        return Authority.valid(bytes, host, hostEnd) ? null : Refusal.TARGET;
    }

    /** RFC 9112 section 3.2: exactly one valid Host; which says nothing beside an absolute target, section 3.2.2. */
    private @Nullable Refusal checkHost() {
        int index = index(Field.HOST);
        if (form != Form.ABSOLUTE) {
            host = index < 0 ? 0 : value(index);
            hostEnd = index < 0 ? 0 : valueEnd(index);
        }
        if (index < 0) {
            return http10() ? null : Refusal.HOST_MISSING;
        }
        boolean sound = !repeats(Field.HOST) && Authority.valid(bytes, value(index), valueEnd(index));
        return sound ? null : Refusal.HOST;
    }

    /** RFC 9112 section 6. */
    private @Nullable Refusal checkFraming() {
        bodyLength = 0;
        if (has(Field.TRANSFER_ENCODING)) {
            if (has(Field.CONTENT_LENGTH)) {
                return Refusal.LENGTH_AND_ENCODING;
            }
            bodyLength = Body.CHUNKED;
            return !http10() && Framing.isChunkedAlone(this) ? null : Refusal.TRANSFER_ENCODING;
        }
        if (has(Field.CONTENT_LENGTH)) {
            bodyLength = Framing.contentLength(this);
            return bodyLength >= 0 ? null : Refusal.CONTENT_LENGTH;
        }
        return null;
    }

    /** The method, as far as it matters to a proxy. */
    public Method method() {
        return known;
    }

    public int methodStart() {
        return method;
    }

    public int methodEnd() {
        return methodEnd;
    }

    /** Whether the client speaks HTTP/1.0; a later minor version counts as 1.1, RFC 9110 section 2.5. */
    public boolean http10() {
        return http10;
    }

    public Form form() {
        return form;
    }

    public int targetStart() {
        return target;
    }

    public int targetEnd() {
        return targetEnd;
    }

    /** Where path and query begin, which is {@link #targetEnd()} when an absolute target has neither. */
    public int pathStart() {
        return path;
    }

    /** Whether it says which host it is for, which HTTP/1.0 leaves open. */
    public boolean hasHost() {
        return hostEnd > host;
    }

    /** Where the host it is for begins, port included: in an absolute target, else in Host. */
    public int hostStart() {
        return host;
    }

    public int hostEnd() {
        return hostEnd;
    }

    /** Bytes of the body, or {@link Body#CHUNKED}. */
    public long bodyLength() {
        return bodyLength;
    }

    /** Whether the whole request line was scanned: before that nothing of it can be asked for. */
    public boolean hasRequestLine() {
        return phase == DONE;
    }

    /** Where the request line ends, without its line end. */
    public int requestLineEnd() {
        return version + VERSION_LENGTH;
    }

    public String methodText() {
        return text(method, methodEnd);
    }

    public String targetText() {
        return text(target, targetEnd);
    }
}
