package dev.navigator.shell;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what a client of the control socket asks for. */
final class Request {

    /** Enough for any command; more is refused. */
    static final int LONGEST = 64 * 1024;

    private Request() {}

    /**
     * The words up to the end of the client's output; blocks until then.
     *
     * @throws CommandFailure when there are too many
     */
    static List<String> read(ReadableByteChannel client) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST + 1);
        while (client.read(bytes) >= 0) {
            if (!bytes.hasRemaining()) {
                throw CommandFailure.usage("the command is longer than " + LONGEST + " bytes");
            }
        }
        String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        return text.isEmpty() ? List.of() : List.of(text.split("\0", -1));
    }
}
