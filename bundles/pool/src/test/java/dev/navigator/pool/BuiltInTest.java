package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.processes.LaunchContext;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.ProbeContext;
import dev.navigator.api.processes.RestartContext;
import dev.navigator.api.processes.spi.LaunchCommandFactory;
import dev.navigator.api.strategy.StrategyChoice;
import dev.navigator.api.strategy.StrategyKind;
import dev.navigator.api.strategy.StrategyOffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pool does when no strategy is offered. */
final class BuiltInTest {

    private static final Owner SHOP = new Owner(Owner.Kind.TENANT, "shop", 1);

    @TempDir
    Path folder;

    private final Strategies strategies = new Strategies(Runnable::run);

    @Test
    void aConfiguredCommandIsUsedAsItIs() {
        LaunchPlan plan = plan(shop -> shop);

        assertEquals(List.of("serve"), strategies.command(plan));
    }

    @Test
    void withoutOneTheRailsServerIsStarted() {
        assertEquals(
                List.of(
                        "bundle",
                        "exec",
                        "rails",
                        "server",
                        "-b",
                        "127.0.0.1",
                        "-p",
                        "4001",
                        "-P",
                        "tmp/pids/navigator-4001.pid"),
                strategies.command(plan(BuiltInTest::withoutCommand)));
    }

    @Test
    void byItsBinstubWhereThereIsOne() throws IOException {
        Path rails =
                Files.createFile(Files.createDirectories(folder.resolve("bin")).resolve("rails"));
        assertTrue(rails.toFile().setExecutable(true));

        assertEquals(
                List.of("bin/rails", "server"),
                strategies.command(plan(BuiltInTest::withoutCommand)).subList(0, 2));
    }

    @Test
    void whoeverRecognisesTheFolderIsAskedForTheCommand() {
        strategies.launch.offer(factory(false, "no"), Map.of(StrategyOffer.NAME_PROPERTY, "a"));
        strategies.launch.offer(factory(true, "yes"), Map.of(StrategyOffer.NAME_PROPERTY, "b"));

        assertEquals(List.of("yes"), strategies.command(plan(BuiltInTest::withoutCommand)));
    }

    @Test
    void whoeverTheTenantNamesIsAskedInAnyCase() {
        strategies.launch.offer(factory(false, "mine"), Map.of(StrategyOffer.NAME_PROPERTY, "mine"));

        assertEquals(List.of("mine"), strategies.command(plan(shop -> {
            shop.strategies.put(StrategyKind.LAUNCH, StrategyChoice.named("mine"));
            return shop;
        })));
    }

    @Test
    void oneThatThrowsIsPassedBy() {
        LaunchCommandFactory broken = new LaunchCommandFactory() {
            @Override
            public boolean recognises(Path workingDirectory) {
                throw new IllegalStateException("broken");
            }

            @Override
            public List<String> command(LaunchContext context) {
                throw new IllegalStateException("broken");
            }
        };
        strategies.launch.offer(broken, Map.of(StrategyOffer.NAME_PROPERTY, "broken"));
        strategies.launch.offer(factory(true, "yes"), Map.of(StrategyOffer.NAME_PROPERTY, "b"));

        assertEquals(List.of("yes"), strategies.command(plan(BuiltInTest::withoutCommand)));
    }

    @Test
    void anAcceptedConnectionIsReadiness() throws Exception {
        try (ServerSocket server = new ServerSocket(21390, 5, InetAddress.getLoopbackAddress())) {
            assertTrue(new DefaultProbe().ready(context(server.getLocalPort(), Optional.empty())));
        }
        assertFalse(new DefaultProbe().ready(context(21391, Optional.empty())));
    }

    @Test
    void aHealthCheckHasToAnswerWell() throws Exception {
        assertTrue(healthy("HTTP/1.1 204 No Content\r\n\r\n"));
        assertTrue(healthy("HTTP/1.0 302 Found\r\n\r\n"));
        assertThrows(IOException.class, () -> healthy("HTTP/1.1 503 Service Unavailable\r\n\r\n"));
        assertThrows(IOException.class, () -> healthy("HTTP/1.1 404 Not Found\r\n\r\n"));
        assertThrows(IOException.class, () -> healthy("SSH-2.0-OpenSSH\r\n"));
        assertThrows(IOException.class, () -> healthy(""));
    }

    @Test
    void restartsAreSpacedByDoublingDelays() {
        DoublingDelay policy = new DoublingDelay();
        for (int failures = 1; failures < 40; failures++) {
            Duration full = Duration.ofSeconds(Math.min(60, 1L << Math.min(failures - 1, 30)));

            Duration delay = policy.delay(new RestartContext(SHOP, failures, Duration.ZERO, Map.of()))
                    .orElseThrow();

            assertTrue(delay.compareTo(full) <= 0, failures + ": " + delay);
            assertTrue(delay.compareTo(full.multipliedBy(9).dividedBy(10)) >= 0, failures + ": " + delay);
        }
    }

    private boolean healthy(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread app = new Thread(() -> answer(server, answer));
            app.start();
            return new DefaultProbe().ready(context(server.getLocalPort(), Optional.of("/up")));
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            byte[] head = socket.getInputStream().readNBytes("GET /up HTTP/1.1\r\n".length());
            assertEquals("GET /up HTTP/1.1\r\n", new String(head, StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProbeContext context(int port, Optional<String> healthCheck) {
        return new ProbeContext(
                SHOP,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                healthCheck,
                folder,
                folder.resolve("output"),
                Duration.ofSeconds(5),
                Map.of());
    }

    private LaunchPlan plan(UnaryOperator<Settings> changes) {
        TenantSettings settings = Settings.tenant("shop", shop -> {
            shop.workingDirectory = folder;
            return changes.apply(shop);
        });
        return LaunchPlan.of(settings, 1, 4001);
    }

    private static Settings withoutCommand(Settings shop) {
        shop.command = Optional.empty();
        return shop;
    }

    private static LaunchCommandFactory factory(boolean recognises, String command) {
        return new LaunchCommandFactory() {
            @Override
            public boolean recognises(Path workingDirectory) {
                return recognises;
            }

            @Override
            public List<String> command(LaunchContext context) {
                return List.of(command);
            }
        };
    }
}
