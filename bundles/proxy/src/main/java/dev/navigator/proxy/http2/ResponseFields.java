package dev.navigator.proxy.http2;

import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** Turns the head and the trailers of a response of HTTP/1.1 into blocks of fields, RFC 9113 section 8.3.2. */
public final class ResponseFields {

    /** RFC 9113 section 8.2.2. */
    private static final Set<Field> OF_CONNECTIONS = EnumSet.of(
            Field.CONNECTION,
            Field.KEEP_ALIVE,
            Field.PROXY_CONNECTION,
            Field.TRANSFER_ENCODING,
            Field.UPGRADE,
            Field.TE);

    private ResponseFields() {}

    /** The block of {@code head}, to be sent before any other is made. */
    public static ByteBuffer head(FieldWriter out, ResponseHead head) {
        out.begin();
        out.add(":status", Integer.toString(head.status()));
        for (int i = 0; i < head.count(); i++) {
            Field id = head.id(i);
            if (id == null || !OF_CONNECTIONS.contains(id)) {
                add(out, head.bytes(), head.name(i), head.nameEnd(i), head.value(i), head.valueEnd(i));
            }
        }
        return out.block();
    }

    /**
     * The block of a trailer section, to be sent before any other is made.
     *
     * @param section sound, with its last line end
     */
    public static ByteBuffer trailers(FieldWriter out, byte[] section) {
        out.begin();
        int at = 0;
        while (section[at] != Ascii.CR) {
            int colon = find(section, at, ':');
            int end = find(section, colon, '\r');
            int value = colon + 1;
            while (value < end && isBlank(section[value])) {
                value++;
            }
            int last = end;
            while (last > value && isBlank(section[last - 1])) {
                last--;
            }
            add(out, section, at, colon, value, last);
            at = end + 2;
        }
        return out.block();
    }

    private static int find(byte[] bytes, int from, char c) {
        int i = from;
        while (bytes[i] != c) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static void add(FieldWriter out, byte[] bytes, int name, int nameEnd, int value, int valueEnd) {
        byte[] lower = new byte[nameEnd - name];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = Ascii.lower(bytes[name + i]);
        }
        out.add(
                new String(lower, StandardCharsets.ISO_8859_1),
                new String(bytes, value, valueEnd - value, StandardCharsets.ISO_8859_1));
    }
}
