package dev.navigator.proxy.http2;

import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.HeadBuffer;
import java.nio.ByteBuffer;

/** The content of a request in the framing of HTTP/1.1 that its head has announced. Confined to one thread. */
public final class RequestContent {

    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final byte[] LAST = Ascii.bytes("0\r\n");

    private final HeadBuffer size = new HeadBuffer(16);
    private final long announced;
    private long seen;

    /**
     * @param length of the whole, or {@link RequestFields#UNKNOWN}: then it goes in chunks
     */
    public RequestContent(long length) {
        announced = length;
    }

    /**
     * Puts {@code data} into {@code in}.
     *
     * @param end whether this is all
     * @return false when it is not what was announced, RFC 9113 section 8.1.1
     */
    public boolean put(ByteBuffer data, boolean end, ByteBuffer in) {
        seen += data.remaining();
        if (announced != RequestFields.UNKNOWN) {
            in.put(data);
            return end ? seen == announced : seen <= announced;
        }
        if (data.hasRemaining()) {
            size.clear().addHex(data.remaining());
            in.put(size.bytes(), 0, size.length()).put(CRLF).put(data).put(CRLF);
        }
        if (end) {
            in.put(LAST).put(CRLF);
        }
        return true;
    }

    /**
     * Puts what ends the content into {@code in}.
     *
     * @param section the trailer fields, which have no place behind content of an announced length
     */
    public boolean putTrailers(HeadBuffer section, ByteBuffer in) {
        if (announced != RequestFields.UNKNOWN) {
            return seen == announced;
        }
        in.put(LAST).put(section.bytes(), 0, section.length()).put(CRLF);
        return true;
    }
}
