package dev.navigator.proxy.exchange;

/** When what happened in an exchange, in nanoseconds of the worker's clock; 0 for what has not. Confined to one I/O thread. */
final class Times {

    private long began;
    private long leased;
    private long sent;
    private long moved;

    void open() {
        began = 0;
        leased = 0;
        sent = 0;
    }

    void begin(long now) {
        began = now;
        moved = now;
    }

    void lease(long now) {
        leased = now;
    }

    /** An attempt is sent; the first is what counts. */
    void send(long now) {
        moved = now;
        if (sent == 0) {
            sent = now;
        }
    }

    void move(long now) {
        moved = now;
    }

    /** When the head was complete. */
    long began() {
        return began;
    }

    /** When there was an instance. */
    long leased() {
        return leased;
    }

    /** When the first attempt was sent. */
    long sent() {
        return sent;
    }

    /** When a byte last moved. */
    long moved() {
        return moved;
    }
}
