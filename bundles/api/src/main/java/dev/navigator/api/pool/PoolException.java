package dev.navigator.api.pool;

import java.time.Duration;

/** No instance can be leased. The message is for the log, not for the client. */
public class PoolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, which decides the status a client sees. */
    public enum Reason {
        /** Nobody is configured under that name; 404. */
        UNKNOWN_TENANT,
        /** The start that the request waited for failed, or starts are being spaced; 502. */
        START_FAILED,
        /** The queue is full; 503. */
        QUEUE_FULL,
        /** The wait took too long; 503. */
        QUEUE_TIMEOUT,
        /** No port of the range is free; 503. */
        PORTS_EXHAUSTED,
        /** Stopped by an operator, or Navigator is stopping; 503. */
        STOPPED
    }

    private final Reason reason;
    private final Duration retryAfter;

    public PoolException(Reason reason, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /** When asking again may help. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
