package dev.navigator.proxy.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.LoggingSettings;
import dev.navigator.api.config.ServerSettings;
import dev.navigator.proxy.support.Backend;
import dev.navigator.proxy.support.FakePool;
import dev.navigator.proxy.support.Front;
import dev.navigator.proxy.support.Settings;
import dev.navigator.proxy.support.TestPorts;
import dev.navigator.proxy.support.Wire;
import dev.navigator.testing.FixedLifecycle;
import dev.navigator.testing.MemoryHandover;
import dev.navigator.testing.RealScheduler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontDoorTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @TempDir
    Path folder;

    private final RealScheduler scheduler = new RealScheduler();
    private final MemoryHandover handover = new MemoryHandover();
    private final FakePool pool = new FakePool();
    private final FixedLifecycle lifecycle = new FixedLifecycle(Path.of("/nonexistent"));
    private final FrontDoor door = new FrontDoor(scheduler, lifecycle, handover);
    private Backend backend;

    @BeforeEach
    void start() throws IOException {
        backend = Backend.answering(OK);
        pool.offer("app", 1, backend.port());
        door.bindPool(pool);
    }

    @AfterEach
    void stop() {
        lifecycle.stop();
        door.deactivate();
        backend.close();
        scheduler.close();
    }

    private static Settings at(int port) {
        Settings settings = new Settings().tenant("app", "/");
        settings.listen = new ServerSettings.Listen(Optional.of("127.0.0.1"), port);
        return settings;
    }

    private static int open(FrontDoor door, int port) throws Exception {
        door.bindConfiguration(at(port).build());
        Front.await("it listens", () -> door.accepting().isPresent());
        return door.accepting().orElseThrow().getPort();
    }

    private static String ask(int port) throws IOException {
        try (Wire client = Wire.to(port)) {
            return client.get("/").readMessage().body();
        }
    }

    @Test
    void itServesWhereTheConfigurationSays() throws Exception {
        assertEquals("ok", ask(open(door, TestPorts.free())));
        assertTrue(door.problem().isEmpty());
    }

    @Test
    void aChangedAddressIsBoundBeforeTheOldOneIsLetGo() throws Exception {
        int old = open(door, TestPorts.free());
        int next = TestPorts.free();
        try (Wire client = Wire.to(old)) {
            assertEquals("ok", client.get("/").readMessage().body());

            door.bindConfiguration(at(next).build());

            Front.await("it has moved", () -> door.accepting().orElseThrow().getPort() == next);
            assertEquals("ok", ask(next));
            assertEquals("ok", client.get("/").readMessage().body());
            Front.await("the old port is free", () -> refused(old));
        }
    }

    private static boolean refused(int port) {
        try (Wire client = Wire.to(port)) {
            return client.socket.isClosed();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aPortInUseIsAProblemUntilItIsFree() throws Exception {
        try (ServerSocket other = new ServerSocket(TestPorts.free(), 1, InetAddress.getLoopbackAddress())) {
            door.bindConfiguration(at(other.getLocalPort()).build());
            Front.await("there is a problem", () -> door.problem().isPresent());

            assertTrue(door.problem().orElseThrow().contains("port " + other.getLocalPort()));
            assertFalse(door.accepting().isPresent());
        }
        Front.await("it listens", () -> door.accepting().isPresent());
        assertTrue(door.problem().isEmpty());
    }

    @Test
    void aNewAddressThatCannotBeBoundLeavesTheOldOne() throws Exception {
        int old = open(door, TestPorts.free());
        try (ServerSocket other = new ServerSocket(TestPorts.free(), 1, InetAddress.getLoopbackAddress())) {
            door.bindConfiguration(at(other.getLocalPort()).build());

            settle();
            assertTrue(door.problem().isPresent());
            assertEquals("ok", ask(old));
        }
    }

    @Test
    void aNewAddressThatIsTakenIsMovedToOnceItIsFree() throws Exception {
        open(door, TestPorts.free());
        int next;
        try (ServerSocket other = new ServerSocket(TestPorts.free(), 1, InetAddress.getLoopbackAddress())) {
            next = other.getLocalPort();
            door.bindConfiguration(at(next).build());
            settle();
        }

        Front.await("it has moved", () -> door.accepting().orElseThrow().getPort() == next);
        assertEquals("ok", ask(next));
        assertTrue(door.problem().isEmpty());
    }

    @Test
    void anotherAddressOfTheSamePortIsNotHinderedByItsOwn() throws Exception {
        int port = open(door, TestPorts.free());
        Settings everywhere = at(port);
        everywhere.listen = new ServerSettings.Listen(Optional.empty(), port);

        for (Settings next : List.of(everywhere, at(port))) {
            door.bindConfiguration(next.build());
            settle();

            assertEquals(Optional.empty(), door.problem());
            assertEquals("ok", ask(port));
        }
        assertTrue(door.accepting().orElseThrow().getAddress().isLoopbackAddress());
    }

    @Test
    void goingBackFromAnAddressThatIsTakenEndsTheProblem() throws Exception {
        int old = open(door, TestPorts.free());
        try (ServerSocket other = new ServerSocket(TestPorts.free(), 1, InetAddress.getLoopbackAddress())) {
            door.bindConfiguration(at(other.getLocalPort()).build());
            settle();

            door.bindConfiguration(at(old).build());
            settle();

            assertTrue(door.problem().isEmpty());
        }
    }

    @Test
    void whoWaitsForItToSettleIsAnsweredWhenItEnds() throws Exception {
        door.drain(Duration.ZERO);
        door.bindConfiguration(at(TestPorts.free()).build());

        settle();

        assertTrue(door.accepting().isEmpty());
    }

    private void settle() throws Exception {
        door.settled().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void newSettingsHoldFromTheNextRequestOn() throws Exception {
        int port = open(door, TestPorts.free());
        try (Wire client = Wire.to(port)) {
            assertEquals("ok", client.get("/x").readMessage().body());

            Settings other = at(port);
            other.health = Optional.of(new ServerSettings.HealthCheck("/x", 200, "fine", "text/plain"));
            door.bindConfiguration(other.build());

            Front.await("it is so", () -> isFine(client));
        }
    }

    private static boolean isFine(Wire client) {
        try {
            return client.get("/x").readMessage().body().equals("fine");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void errorPagesAreReadAndMissingOnesDoNoHarm() throws Exception {
        Path page = Files.writeString(folder.resolve("404.html"), "<p>lost</p>");
        int port = TestPorts.free();
        Settings settings = new Settings();
        settings.listen = new ServerSettings.Listen(Optional.of("127.0.0.1"), port);
        settings.errorPages = Map.of(404, page, 503, folder.resolve("none.html"));
        door.bindConfiguration(settings.build());
        Front.await("it listens", () -> door.accepting().isPresent());

        assertEquals("<p>lost</p>", ask(port));
    }

    @Test
    void theAccessLogFollowsTheConfiguration() throws Exception {
        int port = TestPorts.free();
        Settings settings = at(port);
        Path file = folder.resolve("access.log");
        settings.access = Optional.of(new LoggingSettings.AccessLog(LoggingSettings.AccessLog.Style.COMMON, file));
        door.bindConfiguration(settings.build());
        Front.await("it listens", () -> door.accepting().isPresent());

        ask(port);

        Front.await("there is a line", () -> Files.exists(file) && file.toFile().length() > 0);
    }

    @Test
    void drainingEndsWhenTheLastExchangeHas() throws Exception {
        CountDownLatch draining = new CountDownLatch(1);
        try (Backend slow = new Backend(wire -> {
            wire.readMessage();
            draining.await();
            wire.send(OK);
        })) {
            pool.offer("app", 2, slow.port());
            int port = open(door, TestPorts.free());
            try (Wire client = Wire.to(port).get("/")) {
                Front.await("it is served", () -> pool.inFlight("app") == 1);

                CompletionStage<Void> drained = door.drain(Duration.ofSeconds(20));
                Front.await("nobody listens", () -> door.accepting().isEmpty());
                draining.countDown();

                assertEquals("ok", client.readMessage().body());
                client.leave();
                drained.toCompletableFuture().get(10, TimeUnit.SECONDS);
                assertThrows(IOException.class, () -> Wire.to(port));
            }
        }
    }

    @Test
    void drainingEndsAtTheEndOfItsTime() throws Exception {
        try (Backend stuck = new Backend(Wire::readToEnd)) {
            pool.offer("app", 2, stuck.port());
            int port = open(door, TestPorts.free());
            try (Wire client = Wire.to(port).get("/")) {
                Front.await("it is served", () -> pool.inFlight("app") == 1);

                door.drain(Duration.ofMillis(300)).toCompletableFuture().get(10, TimeUnit.SECONDS);

                assertTrue(client.ended());
            }
        }
    }

    @Test
    void theNextVersionTakesTheSocketOverAndNobodyIsRefused() throws Exception {
        int port = open(door, TestPorts.free());
        try (Wire open = Wire.to(port)) {
            assertEquals("ok", open.get("/").readMessage().body());

            door.deactivate();
            var last = open.get("/").readMessage();
            assertEquals("ok", last.body());
            assertEquals("close", last.field("Connection"));
            try (Wire between = Wire.to(port)) {
                between.get("/");
                FrontDoor next = new FrontDoor(scheduler, lifecycle, handover);
                next.bindPool(pool);
                assertEquals(port, open(next, port));

                assertEquals("ok", between.readMessage().body());
                assertTrue(open.ended());
                next.drain(Duration.ZERO);
            }
        }
    }

    @Test
    void theAddressIsSharedOnlyWhenBothSayAndThenTheLaterHasAllNewClients() throws Exception {
        int port = open(door, TestPorts.free());
        handover.leave("listener.beside", 1L);
        FrontDoor next = new FrontDoor(scheduler, lifecycle, handover);
        next.bindPool(pool);
        next.bindConfiguration(at(port).build());
        Front.await("refused", () -> next.problem().isPresent());

        door.share(true).toCompletableFuture().get(10, TimeUnit.SECONDS);
        Front.await("it listens", () -> next.accepting().isPresent());

        FrontDoor stranger = new FrontDoor(scheduler, lifecycle, new MemoryHandover());
        stranger.bindConfiguration(at(port).build());
        Front.await("nobody else does", () -> stranger.problem().isPresent());
        stranger.drain(Duration.ZERO);
        for (int i = 0; i < 50; i++) {
            assertEquals("ok", ask(port));
        }
        CompletionStage<Void> retired = door.retire(Duration.ofSeconds(30));
        retired.toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertEquals("ok", ask(port));
        next.drain(Duration.ZERO);
    }

    @Test
    void whoRetiresServesOneMoreRequestOnEachConnectionAndSaysSo() throws Exception {
        int port = open(door, TestPorts.free());
        try (Wire client = Wire.to(port)) {
            assertEquals("ok", client.get("/").readMessage().body());

            CompletionStage<Void> retired = door.retire(Duration.ofSeconds(30));
            Front.await("no more are accepted", () -> refused(port));
            var last = client.get("/").readMessage();

            assertEquals("ok", last.body());
            assertTrue(last.head().toLowerCase(java.util.Locale.ROOT).contains("connection: close"), last.head());
            retired.toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
