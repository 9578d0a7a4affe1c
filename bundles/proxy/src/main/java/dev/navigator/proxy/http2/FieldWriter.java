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

    private final HPackEncoder encoder = new HPackEncoder(TABLE, StandardCharsets.ISO_8859_1);
    private ByteArrayBuffer block = new ByteArrayBuffer(512);
    private int tableSize = TABLE;
    /** The smallest that was allowed since the last block. */
    private int smallest = TABLE;

    /** Uses a table no larger than the client allows; it hears of it in the next block, RFC 7541 section 4.2. */
    public void tableSize(int allowed) {
        tableSize = Math.min(allowed, TABLE);
        smallest = Math.min(smallest, tableSize);
    }

    /** Begins a block. */
    public void begin() {
        if (block.capacity() > KEPT) {
            block = new ByteArrayBuffer(512);
        }
        block.clear();
        if (smallest < tableSize) {
            shrink();
        }
        smallest = tableSize;
        encoder.setMaxTableSize(tableSize);
    }

    /** The client has emptied its table down to that size in between, and so have we to: the encoder does it with a field. */
    private void shrink() {
        encoder.setMaxTableSize(smallest);
        add(":status", "200");
        block.setLength(block.length() - 1);
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
