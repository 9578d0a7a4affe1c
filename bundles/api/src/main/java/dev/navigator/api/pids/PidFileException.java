package dev.navigator.api.pids;

import org.jspecify.annotations.Nullable;

/** A PID file cannot be used as the configuration asks; the start it belongs to fails. */
public class PidFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PidFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
