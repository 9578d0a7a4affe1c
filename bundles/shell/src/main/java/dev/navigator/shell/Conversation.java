package dev.navigator.shell;

import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command through the control socket. The client sends the command's words joined by NUL and ends its output; it gets what
 * the command printed, in UTF-8, then a NUL and the exit status in decimal digits, then the end.
 *
 * <p>A client that does not come to the end of its request, or does not take its answer, is left after {@link #PATIENCE}.
 */
final class Conversation {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final int LONGEST_REQUEST = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Scheduler scheduler;
    private final SocketChannel client;

    Conversation(Scheduler scheduler, SocketChannel client) {
        this.scheduler = scheduler;
        this.client = client;
    }

    /** Blocks until the command has ended and the answer was taken; closes the connection. */
    void hold(CommandRunner runner) {
        try (client) {
            Timer listening = hurry();
            String request = read();
            listening.cancel();
            CommandRunner.Outcome outcome = request.length() > LONGEST_REQUEST
                    ? new CommandRunner.Outcome("the command is too long\n", CommandRunner.USAGE)
                    : runner.run(request.isEmpty() ? List.of() : List.of(request.split("\0", -1)));
            Timer answering = hurry();
            write(outcome.text() + '\0' + outcome.status());
            answering.cancel();
        } catch (IOException e) {
            LOG.debug("Control connection lost", e);
        }
    }

    private Timer hurry() {
        return scheduler.after(PATIENCE, scheduler.blocking(), () -> {
            try {
                client.close();
            } catch (IOException e) {
                LOG.debug("Control connection lost", e);
            }
        });
    }

    private String read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (bytes.size() <= LONGEST_REQUEST && client.read(buffer) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void write(String answer) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(answer);
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }
}
