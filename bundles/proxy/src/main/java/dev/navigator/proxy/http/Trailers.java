package dev.navigator.proxy.http;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** The trailer section of a chunked body, RFC 9112 section 7.1.2. */
final class Trailers extends Head {

    private static final HeadLimits LIMITS = new HeadLimits(8192, 64, 0);

    Trailers() {
        super(LIMITS);
    }

    void reset() {
        reset(LIMITS);
    }

    @Override
    protected boolean scanStartLine() {
        return true;
    }

    @Override
    protected boolean startLineDone() {
        return true;
    }

    @Override
    protected @Nullable Refusal check() {
        return null;
    }

    /**
     * The section as it may be passed on, with its last line end: without the fields that say where a message goes, how long
     * it is, who sent it or how to read it, RFC 9110 section 6.5.1. Those are just the fields that a proxy knows.
     */
    byte[] allowed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length());
        for (int i = 0; i < count(); i++) {
            if (id(i) == null) {
                out.write(bytes(), name(i), lineEnd(i) - name(i));
            }
        }
        out.write(Ascii.CR);
        out.write(Ascii.LF);
        return out.toByteArray();
    }
}
