package dev.navigator.proxy.http2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.util.ByteArrayBuffer;

/** Compresses blocks of fields for the client, RFC 7541. They have to be sent in the order they were made. Confined to one thread. */
public final class FieldWriter {

    private static final int TABLE = 4096;
    private static final int KEPT = 8 << 10;
    private static final int UPDATE = 0x20;
    private static final int PREFIX = 0x1f;

    private final HPackEncoder encoder = new HPackEncoder(TABLE, StandardCharsets.ISO_8859_1);
    private ByteArrayBuffer block = new ByteArrayBuffer(512);
    private int tableSize = TABLE;
    private boolean sizeChanged;

    /** Uses a table no larger than the client allows; it hears of it in the next block, RFC 7541 section 4.2. */
    public void tableSize(int allowed) {
        int next = Math.min(allowed, TABLE);
        if (next != tableSize) {
            tableSize = next;
            sizeChanged = true;
            encoder.setMaxTableSize(next);
        }
    }

    /** Begins a block. */
    public void begin() {
        if (block.capacity() > KEPT) {
            block = new ByteArrayBuffer(512);
        }
        block.clear();
        if (sizeChanged) {
            sizeChanged = false;
            update(tableSize);
        }
    }

    private void update(int size) {
        if (size < PREFIX) {
            block.append(UPDATE | size);
            return;
        }
        block.append(UPDATE | PREFIX);
        int rest = size - PREFIX;
        while (rest >= 0x80) {
            block.append((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        block.append(rest);
    }

    /**
     * Adds a field.
     *
     * @param name in lower case
     * @param value one character for each byte
     */
    public void add(String name, String value) {
        try {
            encoder.encodeHeader(block, name, value, name.equals("set-cookie"));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not of single bytes: field " + name, e);
        }
    }

    /** The block; good until the next one is begun. */
    public ByteBuffer block() {
        return ByteBuffer.wrap(block.array(), 0, block.length());
    }
}
