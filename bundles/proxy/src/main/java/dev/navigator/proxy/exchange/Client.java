package dev.navigator.proxy.exchange;

import java.nio.ByteBuffer;

/**
 * Where an exchange's request came from and its response goes: a connection, or one of the streams in it. It takes a response as
 * HTTP/1.1 has it. Everything but {@link #post} belongs to its I/O thread.
 */
interface Client {

    Peer who();

    /** Sends what {@code out} has, now or later; what is left of it when the client has gone is dropped. */
    void write(ByteBuffer out);

    /** How much of a response it takes at once. */
    int most();

    /** Whether bytes wait to be sent, so that no more should be brought. */
    boolean congested();

    /** Whether the client has been found not to take anything any more. */
    boolean lost();

    /** There is room for more of the request. */
    void resumeReading();

    /** Ends such that the client cannot take what it got for the whole. */
    void abort();

    /**
     * The exchange is over, and all of its response has been handed over.
     *
     * @param goOn whether the connection serves more
     * @param lingering whether the client may be sending still
     */
    void exchangeEnded(boolean goOn, boolean lingering);

    /** Runs {@code task} on the client's thread, soon; from any thread. */
    void post(Runnable task);
}
