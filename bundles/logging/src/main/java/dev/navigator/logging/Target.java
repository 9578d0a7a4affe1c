package dev.navigator.logging;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where lines go. Used by one thread at a time. */
interface Target extends AutoCloseable {

    /**
     * Writes all of {@code lines}, or throws having written up to the buffer's position; a later call goes on there.
     */
    void write(ByteBuffer lines) throws IOException;

    /** For people: the file's name, or "stdout". */
    String name();

    @Override
    void close() throws IOException;
}
