package dev.navigator.proxy.io;

import java.io.IOException;

/** Somebody speaks something else to a port that speaks TLS. */
final class NotTlsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean text;

    NotTlsException(byte first) {
        super("not TLS");
        text = first >= 'A' && first <= 'Z';
    }

    /** Whether it may be HTTP without TLS. */
    boolean text() {
        return text;
    }
}
