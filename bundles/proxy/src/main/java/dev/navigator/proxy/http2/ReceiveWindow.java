package dev.navigator.proxy.http2;

/** How much the client may send, RFC 9113 section 5.2. Confined to one thread. */
public final class ReceiveWindow {

    private int size;
    private long open;
    private int unannounced;

    public ReceiveWindow(int size) {
        this.size = size;
        open = size;
    }

    /** Notes what has come; false when that was more than allowed. */
    public boolean take(int bytes) {
        open -= bytes;
        return open >= 0;
    }

    /**
     * Notes that there is room for {@code bytes} again.
     *
     * @return what the client is to be told; 0 when that can wait
     */
    public int giveBack(int bytes) {
        unannounced += bytes;
        if (unannounced * 2L < size || unannounced == 0) {
            return 0;
        }
        int increment = unannounced;
        open += increment;
        unannounced = 0;
        return increment;
    }

    /** Makes it larger, to take effect when room is next announced. */
    public void grow(int to) {
        if (to > size) {
            unannounced += to - size;
            size = to;
        }
    }
}
