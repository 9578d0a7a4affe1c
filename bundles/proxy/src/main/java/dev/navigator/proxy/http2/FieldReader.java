package dev.navigator.proxy.http2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackException;
import org.jspecify.annotations.Nullable;

/**
 * Expands the client's blocks of fields, RFC 7541. All of them have to pass through here, in their order, also those of requests
 * that are refused. Confined to one thread.
 */
public final class FieldReader {

    /** What it takes of the client's memory at most; the default, so that nobody has to be told. */
    private static final int TABLE = 4096;

    private static final int UPDATE_MASK = 0xe0;
    private static final int UPDATE = 0x20;
    private static final int PREFIX = 0x1f;
    private static final int MOST_UPDATES = 2;

    /** Bytes become characters one for one. */
    private final HPackDecoder decoder = new HPackDecoder(TABLE, StandardCharsets.ISO_8859_1);

    /**
     * Expands {@code block}.
     *
     * @param to takes names and values, one character for each byte
     */
    public void read(ByteBuffer block, BiConsumer<String, String> to) throws ConnectionError {
        try {
            checkUpdates(block);
            while (block.hasRemaining()) {
                Header field = decoder.decodeHeader(block);
                if (field == null) {
                    return;
                }
                to.accept(field.getName(), text(field.getValue()));
                if (block.hasRemaining() && isUpdate(block, block.position())) {
                    throw new ConnectionError(H2Error.COMPRESSION_ERROR, "table size changed within a block");
                }
            }
        } catch (HPackException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            throw new ConnectionError(H2Error.COMPRESSION_ERROR, "fields cannot be expanded: " + e.getMessage());
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static boolean isUpdate(ByteBuffer block, int at) {
        return (block.get(at) & UPDATE_MASK) == UPDATE;
    }

    /** Changes of the table's size, which the decoder takes as they come: two at most, and none above what was agreed on. */
    private static void checkUpdates(ByteBuffer block) throws ConnectionError {
        int at = block.position();
        for (int count = 0; at < block.limit() && isUpdate(block, at); count++) {
            int size = block.get(at++) & PREFIX;
            int shift = 0;
            boolean more = size == PREFIX;
            while (more && at < block.limit() && shift <= 14) {
                int next = block.get(at++);
                size += (next & 0x7f) << shift;
                shift += 7;
                more = next < 0;
            }
            if (more || size > TABLE || count == MOST_UPDATES) {
                throw new ConnectionError(H2Error.COMPRESSION_ERROR, "table size");
            }
        }
    }
}
