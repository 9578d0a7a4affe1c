package dev.navigator.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.spi.ReadinessProbe;
import dev.navigator.testing.ReadinessProbeContract;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ReadinessProbesTest {

    private static final Duration SECONDS = Duration.ofSeconds(5);

    private static void nothing() {
        // there is nothing to close
    }

    /** An application that answers every connection with {@code answer}. */
    private static final class Application implements AutoCloseable {

        private final ServerSocket server;

        Application(int port, String answer) throws IOException {
            server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> run(answer), "application");
            thread.setDaemon(true);
            thread.start();
        }

        private void run(String answer) {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    socket.shutdownOutput();
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (SocketException e) {
                    // closed by either side
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Nested
    class Tcp extends ReadinessProbeContract {
        @Override
        protected ReadinessProbe probe() {
            return new TcpProbe();
        }

        @Override
        protected AutoCloseable readyInstance(int port) throws IOException {
            return new Application(port, "");
        }
    }

    @Nested
    class Http extends ReadinessProbeContract {
        @Override
        protected ReadinessProbe probe() {
            return new HttpProbe();
        }

        @Override
        protected AutoCloseable readyInstance(int port) throws IOException {
            return new Application(port, "HTTP/1.1 204 No Content\r\n\r\n");
        }

        @Override
        protected Optional<String> healthCheck() {
            return Optional.of("/up");
        }

        @Test
        void anApplicationThatAnswersBadlyIsNotReadyAndTheReasonIsTold() throws Exception {
            try (Application application = new Application(21395, "HTTP/1.1 503 Service Unavailable\r\n\r\n")) {
                IOException reason = assertThrows(IOException.class, () -> probe().ready(context(21395, SECONDS)));

                assertEquals("GET /up answered 503", reason.getMessage());
                assertTrue(application != null);
            }
        }

        @Test
        void whatDoesNotSpeakHttpIsNotReady() throws Exception {
            try (Application application = new Application(21396, "+OK redis\r\n")) {
                assertThrows(IOException.class, () -> probe().ready(context(21396, SECONDS)));
                assertTrue(application != null);
            }
        }
    }

    @Nested
    class HttpWithoutHealthCheck extends ReadinessProbeContract {
        @Override
        protected ReadinessProbe probe() {
            return new HttpProbe();
        }

        @Override
        protected AutoCloseable readyInstance(int port) throws IOException {
            return new Application(port, "");
        }
    }

    @Nested
    class Command extends ReadinessProbeContract {
        @Override
        protected ReadinessProbe probe() {
            return new CommandProbe();
        }

        @Override
        protected AutoCloseable readyInstance(int port) throws IOException {
            Files.writeString(folder.resolve("ready"), Integer.toString(port));
            return ReadinessProbesTest::nothing;
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("command", "test \"$(cat ready)\" = \"$PORT\"");
        }

        @Test
        void aCommandThatTakesTooLongIsKilled() throws Exception {
            ProbeContext context = context(4001, Duration.ofMillis(100));
            ProbeContext slow = new ProbeContext(
                    context.owner(),
                    context.address(),
                    context.healthCheck(),
                    folder,
                    context.output(),
                    context.timeout(),
                    Map.of("command", "echo $$ > pid; sleep 100"));

            assertThrows(IOException.class, () -> probe().ready(slow));

            long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
            ProcessHandle.of(pid).ifPresent(left -> left.onExit().join());
            assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        }
    }

    @Nested
    class Log extends ReadinessProbeContract {
        @Override
        protected ReadinessProbe probe() {
            return new LogProbe();
        }

        @Override
        protected AutoCloseable readyInstance(int port) throws IOException {
            Path output = Files.createDirectories(folder.resolve("output"));
            Files.writeString(output.resolve("stdout"), "booting\n");
            Files.writeString(output.resolve("stderr"), "x".repeat(100_000) + "\nListening on port 4001\n");
            return ReadinessProbesTest::nothing;
        }

        @Override
        protected Map<String, String> options() {
            return Map.of("pattern", "^Listening on");
        }

        @Test
        void outputThatIsASingleFileIsReadToo() throws Exception {
            Files.writeString(folder.resolve("output"), "Listening on port 4001\n");

            assertTrue(probe().ready(context(4001, SECONDS)));
        }

        @Test
        void otherLinesDoNot() throws Exception {
            Files.writeString(folder.resolve("output"), "Not Listening on port 4001\n");

            assertFalse(probe().ready(context(4001, SECONDS)));
        }
    }

    @Nested
    class None extends ReadinessProbeContract {
        @Override
        protected ReadinessProbe probe() {
            return new NoProbe();
        }

        @Override
        protected AutoCloseable readyInstance(int port) {
            return ReadinessProbesTest::nothing;
        }

        @Override
        protected boolean asksForSomething() {
            return false;
        }
    }
}
