package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.Template;
import dev.navigator.api.config.TenantId;
import dev.navigator.api.pids.ProcessIdentity;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.PoolException;
import dev.navigator.api.pool.PoolException.Reason;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.processes.spi.RestartPolicy;
import dev.navigator.testing.FakePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StartFailureTest {

    private static final ExitStatus EXIT_1 = ExitStatus.ofJava(1);

    private final World world = World.with(shop -> shop);

    @Test
    void whoeverWaitedForAStartThatFailsIsToldAndNothingIsLeftBehind() {
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> first = world.request();
        CompletableFuture<InstanceLease> second = world.request();
        world.processes.print(world.processes.newest().pid(), "booting", "no such table");

        world.processes.exit(world.processes.newest().pid(), EXIT_1);
        world.run();

        assertEquals(Reason.START_FAILED, World.failure(first).reason());
        assertEquals(Reason.START_FAILED, World.failure(second).reason());
        assertTrue(world.ports.leases().isEmpty());
        assertEquals(List.of(), world.states());
        String error = world.status("shop").lastError().orElseThrow();
        assertTrue(error.contains("exit code 1") && error.contains("booting | no such table"), error);
    }

    @Test
    void theNextRequestTriesAgainAndSuccessClearsTheError() {
        world.processes.refuse("command not found: serve");
        assertEquals(Reason.START_FAILED, World.failure(world.request()).reason());
        assertTrue(world.status("shop").lastError().orElseThrow().contains("command not found: serve"));

        world.processes.refuse(null);

        assertTrue(world.request().isDone());
        assertEquals(Optional.empty(), world.status("shop").lastError());
    }

    @Test
    void anInstanceThatIsNotReadyInTimeIsStopped() {
        world.tenant("shop", shop -> {
            shop.queue = Duration.ofSeconds(60);
            return shop;
        });
        world.reconfigure();
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> request = world.request();

        world.pass(29);
        assertFalse(request.isDone());
        world.pass(2);

        assertTrue(World.failure(request).getMessage().contains("not ready within 30s"));
        assertEquals(List.of(), world.processes.pids());
        assertTrue(world.ports.leases().isEmpty());
    }

    @Test
    void whoListensOnAnotherPortIsToldWhichOneItIsToBe() {
        world.processes.listenAtOnce(false);

        assertEquals(
                "tenant 'shop': was not ready within 10s: nobody listens on port 21300; it has to listen on the one in PORT",
                unready());
    }

    @Test
    void whoListensOnIpv6AloneIsToldTheAddress() {
        world.ipv6Only = true;

        assertEquals(
                "tenant 'shop': was not ready within 10s: it listens on port 21300, but not at 127.0.0.1; have it bind to that"
                        + " address",
                unready());
    }

    @Test
    void aProbeThatGivesNoReasonIsNotSaidToHaveFoundNobody() {
        world.services.strategies.readiness.withdraw(world.probe);
        world.services.strategies.readiness.offer(context -> false, Map.of());

        assertEquals(
                "tenant 'shop': was not ready within 10s: port 21300 accepts connections, but the readiness strategy does not"
                        + " find it ready",
                unready());
    }

    /** What is said of a start that takes too long. */
    private String unready() {
        world.tenant("shop", shop -> {
            shop.start = Duration.ofSeconds(10);
            return shop;
        });
        world.reconfigure();
        CompletableFuture<InstanceLease> request = world.request();
        world.pass(11);
        return String.valueOf(World.failure(request).getMessage());
    }

    @Test
    void aStrangerOnThePortIsNotReadiness() {
        World other = World.with(shop -> shop);
        other.services.strategies.readiness.withdraw(other.probe);
        other.services.strategies.readiness.offer(context -> true, Map.of());
        other.processes.listenAtOnce(false);

        CompletableFuture<InstanceLease> request = other.request();
        other.pass(1);
        assertFalse(request.isDone());

        other.processes.listen(other.processes.newest().pid());
        other.pass(1);
        assertTrue(request.isDone());
    }

    @Test
    void afterThreeFailuresInARowStartsAreSpacedAndRequestsFailAtOnce() {
        world.processes.refuse("broken");
        for (int i = 0; i < 3; i++) {
            World.failure(world.request());
        }
        world.processes.refuse(null);

        PoolException atOnce = World.failure(world.request());
        assertEquals(Reason.START_FAILED, atOnce.reason());
        assertTrue(atOnce.getMessage().contains("broken"));
        assertTrue(
                atOnce.retryAfter().compareTo(Duration.ofSeconds(3)) > 0,
                atOnce.retryAfter().toString());

        world.pass(5);
        assertTrue(world.request().isDone());
    }

    @Test
    void theRestartPolicySpacesAndMayGiveUpUntilSomebodyInsists() {
        RestartPolicy never = context -> Optional.empty();
        world.services.strategies.restart.offer(never, Map.of());
        world.processes.refuse("broken");
        for (int i = 0; i < 3; i++) {
            World.failure(world.request());
        }
        world.processes.refuse(null);

        world.pass(10_000);
        assertEquals(Reason.START_FAILED, World.failure(world.request()).reason());

        world.pool.start(new TenantId("shop"));
        world.run();
        assertEquals(List.of(InstanceState.READY), world.states());
    }

    @Test
    void aTenantThatKeepsInstancesIsTriedAgainWithoutRequests() {
        World kept = new World();
        kept.tenant("shop", shop -> {
            shop.minInstances = 1;
            return shop;
        });
        kept.processes.refuse("broken");
        kept.begin();

        kept.pass(100);
        kept.processes.refuse(null);
        kept.pass(70);

        assertEquals(List.of(InstanceState.READY), kept.states());
    }

    @Test
    void anInstanceWhosePortWasTakenMeanwhileIsStartedOnAnother() {
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> request = world.request();
        int taken = world.processes.newest().port().orElseThrow();
        world.processes.print(world.processes.newest().pid(), "Error: listen EADDRINUSE: address already in use");

        world.processes.listenAtOnce(true);
        world.processes.exit(world.processes.newest().pid(), EXIT_1);
        world.run();

        assertNotEquals(taken, request.join().address().getPort());
        assertEquals(Optional.empty(), world.status("shop").lastError());
    }

    @Test
    void anInstanceThatGoesToTheBackgroundIsToldToStay() throws IOException {
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> request = world.request();
        RunningProcess process = world.processes.newest();

        try (ServerSocket daemon =
                new ServerSocket(process.port().orElseThrow(), 5, InetAddress.getLoopbackAddress())) {
            world.processes.exit(process.pid(), ExitStatus.ofJava(0));
            world.run();

            assertTrue(daemon.isBound(), "its port is in use");
            assertTrue(World.failure(request).getMessage().endsWith("exit code 0; it has to stay in the foreground"));
            assertEquals(1, world.processes.launched().size());
        }
    }

    @Test
    void butNotForEver() {
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> request = world.request();

        for (int i = 0; i < 3; i++) {
            assertFalse(request.isDone());
            long pid = world.processes.newest().pid();
            world.processes.print(pid, "Address already in use - bind(2)");
            world.processes.exit(pid, EXIT_1);
            world.run();
        }

        assertEquals(Reason.START_FAILED, World.failure(request).reason());
        assertEquals(3, world.processes.launched().size());
    }

    @Test
    void anExhaustedPortRangeIsToldApart() {
        World narrow = new World();
        narrow.tenant("shop", shop -> shop);
        narrow.begin();
        narrow.services.ports.bind(new FakePorts(21300, 0));

        PoolException failure = World.failure(narrow.request());
        assertEquals(Reason.PORTS_EXHAUSTED, failure.reason());
        assertEquals(
                failure.getMessage().indexOf("tenant 'shop'"),
                failure.getMessage().lastIndexOf("tenant 'shop'"),
                failure.getMessage());

        narrow.services.ports.bind(narrow.ports);
        narrow.pass(2);
        assertTrue(narrow.request().isDone());
    }

    @Test
    void aPidFileThatCannotBeUsedFailsTheStart() {
        World refused = World.with(shop -> {
            shop.workingDirectory = Path.of("/");
            shop.environment.put("PIDFILE", Template.literal("tmp/shop.pid"));
            return shop;
        });
        refused.pidFiles.refuse(Path.of("/tmp/shop.pid"));

        assertTrue(World.failure(refused.request()).getMessage().contains("symbolic link"));
        assertTrue(refused.ports.leases().isEmpty());
    }

    @Test
    void aFailedAdditionalStartLeavesTheQueueToThoseThatServe() {
        List<CompletableFuture<InstanceLease>> busy =
                IntStream.range(0, 5).mapToObj(i -> world.request()).toList();
        world.pass(1);
        world.processes.refuse("no memory");

        CompletableFuture<InstanceLease> waiting = world.request();
        assertFalse(waiting.isDone());
        busy.get(0).join().release();
        world.run();

        assertTrue(waiting.isDone() && !waiting.isCompletedExceptionally());
    }

    @Test
    void aReportThatCannotBeMadeKeepsNobodyWaiting() {
        world.processes.listenAtOnce(false);
        world.services.processes.bind(new ForwardingProcesses(world.processes) {
            @Override
            public List<String> lastOutput(ProcessIdentity process, int lines) {
                throw new IllegalStateException("disk full");
            }
        });
        CompletableFuture<InstanceLease> request = world.request();

        world.processes.exit(world.processes.newest().pid(), EXIT_1);
        world.run();

        assertEquals(Reason.START_FAILED, World.failure(request).reason());
    }

    @Test
    void anEndThatIsHeardOfBeforeTheLaunchHasReturnedIsNotLost() {
        world.processes.listenAtOnce(false);
        world.services.processes.bind(new ForwardingProcesses(world.processes) {
            @Override
            public RunningProcess launch(LaunchSpec spec) {
                RunningProcess process = super.launch(spec);
                world.processes.exit(process.pid(), EXIT_1);
                return process;
            }
        });

        CompletableFuture<InstanceLease> request = world.request();

        assertTrue(World.failure(request).getMessage().contains("exit code 1"));
        assertEquals(List.of(), world.states());
    }
}
