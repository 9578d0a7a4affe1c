package dev.navigator.proxy.http;

/**
 * What the Connection fields of a head say, RFC 9110 section 7.6.1. Mutable, reused, confined to one thread.
 */
public final class ConnectionOptions {

    private static final byte[] CLOSE = Ascii.bytes("close");
    private static final byte[] KEEP_ALIVE = Ascii.bytes("keep-alive");
    private static final byte[] UPGRADE = Ascii.bytes("upgrade");

    private boolean close;
    private boolean keepAlive;
    private boolean upgrade;
    private boolean names;

    /** Reads the fields of {@code head}. */
    public void read(Head head) {
        close = false;
        keepAlive = false;
        upgrade = false;
        names = false;
        if (head.has(Field.CONNECTION)) {
            for (int i = 0; i < head.count(); i++) {
                if (head.id(i) == Field.CONNECTION) {
                    readList(head.bytes(), head.value(i), head.valueEnd(i));
                }
            }
        }
    }

    private void readList(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int end = Lists.itemEnd(bytes, at, to);
            int first = Lists.skipBlanks(bytes, at, end);
            int last = Lists.trimBlanks(bytes, first, end);
            option(bytes, first, last);
            at = end + 1;
        }
    }

    private void option(byte[] bytes, int from, int to) {
        if (Ascii.equalsIgnoreCase(bytes, from, to, CLOSE)) {
            close = true;
        } else if (Ascii.equalsIgnoreCase(bytes, from, to, KEEP_ALIVE)) {
            keepAlive = true;
        } else if (Ascii.equalsIgnoreCase(bytes, from, to, UPGRADE)) {
            upgrade = true;
        } else {
            names |= to > from;
        }
    }

    public boolean close() {
        return close;
    }

    public boolean keepAlive() {
        return keepAlive;
    }

    public boolean upgrade() {
        return upgrade;
    }

    /** Whether the connection outlives the exchange, as far as the sender of the head is concerned, RFC 9112 section 9.3. */
    public boolean persistent(boolean http10) {
        return !close && (keepAlive || !http10);
    }

    /**
     * Whether the field at {@code index} of the head read is nominated as meant for this hop alone. Fields that a proxy knows
     * cannot be nominated: a client could otherwise take from an application what others rely on.
     */
    public boolean nominates(Head head, int index) {
        if (!names || head.id(index) != null) {
            return false;
        }
        for (int i = 0; i < head.count(); i++) {
            if (head.id(i) == Field.CONNECTION
                    && Lists.contains(head, i, head.bytes(), head.name(index), head.nameEnd(index))) {
                return true;
            }
        }
        return false;
    }
}
