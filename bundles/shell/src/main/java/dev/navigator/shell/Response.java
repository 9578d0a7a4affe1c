package dev.navigator.shell;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a command prints, kept until it has ended: a client that does not read holds up no command. Bounded; what is too much
 * is left out, and the output says so.
 */
final class Response {

    static final int LONGEST = 8 * 1024 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(new Bounded(), false, StandardCharsets.UTF_8);
    private boolean cut;

    PrintStream out() {
        return out;
    }

    /** All of it: the output, a NUL, the exit status, a line feed. */
    ByteBuffer end(int status) {
        out.flush();
        String tail = (cut ? "\n(output cut)\n" : "") + "\0" + status + "\n";
        byte[] end = tail.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(bytes.size() + end.length)
                .put(bytes.toByteArray())
                .put(end)
                .flip();
    }

    private final class Bounded extends OutputStream {
        @Override
        public void write(int b) {
            if (bytes.size() < LONGEST) {
                bytes.write(b == 0 ? '?' : b); // a NUL means the end
            } else {
                cut = true;
            }
        }
    }
}
