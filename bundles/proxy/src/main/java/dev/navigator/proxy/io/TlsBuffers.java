package dev.navigator.proxy.io;

import java.nio.ByteBuffer;

/** Buffers that the secured connections of a thread share, since each uses them for the length of one call only. */
final class TlsBuffers {

    /** More than a record with all that can be around its content, RFC 8446 section 5.2 and RFC 5246 section 6.2.3. */
    static final int RECORD = (16 << 10) + 2048 + 5;

    private static final int RECORDS = 4;

    /** What has come, encrypted. */
    final ByteBuffer received = ByteBuffer.allocateDirect(RECORDS * RECORD);
    /** What goes out, encrypted. */
    final ByteBuffer sealed = ByteBuffer.allocateDirect(RECORDS * RECORD);
    /** The content of one record. */
    final ByteBuffer opened = ByteBuffer.allocateDirect(RECORD);
}
