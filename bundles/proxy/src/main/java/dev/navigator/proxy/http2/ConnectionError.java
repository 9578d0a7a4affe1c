package dev.navigator.proxy.http2;

import java.io.IOException;
import org.apache.hc.core5.http2.H2Error;

/** What a connection cannot go on after, RFC 9113 section 5.4.1. */
public final class ConnectionError extends IOException {
    private static final long serialVersionUID = 1L;

    private final H2Error code;

    public ConnectionError(H2Error code, String message) {
        super(message);
        this.code = code;
    }

    public H2Error code() {
        return code;
    }

    /** Without a trace: who makes it is far away. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
