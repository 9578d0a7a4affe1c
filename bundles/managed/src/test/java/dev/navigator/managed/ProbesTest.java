package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.navigator.api.config.ManagedProcessSettings;
import dev.navigator.api.config.ReadyCheck;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.testing.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbesTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Probe probe(ReadyCheck check) {
        ManagedProcessSettings settings =
                Settings.of("redis").folder(folder).env(Map.of("WORD", "ready")).build();
        RunningProcess process = new RunningProcess(
                new ProcessIdentity(4711, 1, "boot"),
                Launch.owner("redis"),
                OptionalInt.empty(),
                Optional.empty(),
                "digest",
                folder,
                false);
        return Probes.of(check, settings, process);
    }

    @Test
    void tcpIsReadyWhenSomebodyAccepts() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            assertEquals(
                    Optional.empty(),
                    probe(new ReadyCheck.Tcp("127.0.0.1", port, LIMIT)).obstacle());
        }

        String obstacle =
                probe(new ReadyCheck.Tcp("127.0.0.1", port, LIMIT)).obstacle().orElseThrow();
        assertTrue(obstacle.startsWith("127.0.0.1:" + port + " does not accept connections: "), obstacle);
    }

    @ParameterizedTest
    @CsvSource({"200, true", "204, true", "302, true", "399, true", "400, false", "404, false", "503, false"})
    void httpIsReadyFrom200To399(int status, boolean ready) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/health");

            Optional<String> obstacle = probe(new ReadyCheck.Http(url, LIMIT)).obstacle();

            assertEquals(ready ? Optional.empty() : Optional.of("GET " + url + " answers " + status), obstacle);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aCommandRunsInTheProcessesFolderAndEnvironment() throws IOException {
        Files.createFile(folder.resolve("ready"));

        assertEquals(
                Optional.empty(),
                probe(new ReadyCheck.Command(List.of("sh", "-c", "test -e \"$WORD\""), LIMIT))
                        .obstacle());
        assertEquals(
                Optional.of("ready command 'sh' ends with exit code 7"),
                probe(new ReadyCheck.Command(List.of("sh", "-c", "exit 7"), LIMIT))
                        .obstacle());
    }

    @Test
    void aCommandThatHangsIsEndedWithItsChildren() throws Exception {
        Path pids = folder.resolve("pids");
        String script = "sleep 1000 & echo $! > pids; echo $$ >> pids; wait";

        Optional<String> obstacle = probe(new ReadyCheck.Command(List.of("sh", "-c", script), LIMIT))
                .obstacle();

        assertEquals(Optional.of("ready command 'sh' takes longer than 2s"), obstacle);
        Eventually.holds(() -> Files.readAllLines(pids).stream().noneMatch(pid -> ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .isPresent()));
    }

    @Test
    void aCommandThatCannotBeExecutedSaysSo() {
        String obstacle = probe(new ReadyCheck.Command(List.of("/no/such/command"), LIMIT))
                .obstacle()
                .orElseThrow();

        assertTrue(obstacle.startsWith("ready command '/no/such/command' cannot be executed: "), obstacle);
    }

    @Test
    void aLineOfEitherStreamWillDo() throws IOException {
        Probe probe = probe(new ReadyCheck.Log(Pattern.compile("Ready to accept (connections|jobs)"), LIMIT));
        assertEquals(
                Optional.of("no line of its output matches /Ready to accept (connections|jobs)/ yet"),
                probe.obstacle());

        Files.writeString(folder.resolve("stdout"), "starting\nReady to acc");
        assertTrue(probe.obstacle().isPresent());
        Files.writeString(folder.resolve("stderr"), "warming up\nReady to accept jobs\n");

        assertEquals(Optional.empty(), probe.obstacle());
    }

    @Test
    void aLineMayArriveInPieces() throws IOException {
        Probe probe = probe(new ReadyCheck.Log(Pattern.compile("^ready$"), LIMIT));
        Files.writeString(folder.resolve("stdout"), "rea");
        assertTrue(probe.obstacle().isPresent());

        Files.writeString(folder.resolve("stdout"), "ready\n");

        assertEquals(Optional.empty(), probe.obstacle());
    }

    @Test
    void outputWithoutLinesCostsBoundedMemory() throws IOException {
        Probe probe = probe(new ReadyCheck.Log(Pattern.compile("needle"), LIMIT));
        Files.writeString(folder.resolve("stdout"), "x".repeat(1_000_000) + "\nneedle\n");

        assertEquals(Optional.empty(), probe.obstacle());
    }
}
