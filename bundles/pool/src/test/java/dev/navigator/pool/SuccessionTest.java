package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.PoolException;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.LaunchSpec;
import dev.navigator.api.processes.Owner;
import dev.navigator.api.processes.RunningProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What becomes of instances and requests when the pool's bundle is updated, and when a new Navigator finds survivors. */
final class SuccessionTest {

    private static final TenantId SHOP = new TenantId("shop");

    private static RunningProcess survivor(World world, String tenant, String digest) {
        return world.processes.survivor(new LaunchSpec(
                new Owner(Owner.Kind.TENANT, tenant, 1),
                List.of("serve"),
                Path.of("/nowhere"),
                Map.of(),
                OptionalInt.of(21350),
                Optional.empty(),
                digest));
    }

    private static String digestOf(String name) {
        TenantSettings settings = Settings.tenant(name, same -> same);
        return LaunchDigest.of(settings);
    }

    @Test
    void anUpdateKeepsInstancesAndTheLeasesOnThem() {
        World world = World.with(shop -> shop);
        InstanceLease download = world.lease();

        world.update();

        assertEquals(1, world.processes.pids().size());
        assertEquals(List.of(InstanceState.BUSY), world.states());
        assertEquals(1, world.status("shop").instances().get(0).inFlight());
        download.release();
        world.run();
        assertEquals(List.of(InstanceState.IDLE), world.states());
        assertEquals(1, world.ports.leases().size());
    }

    @Test
    void requestsThatWaitedAreServedByTheSuccessor() {
        World world = World.with(shop -> shop);
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> request = world.request();

        world.update();
        assertEquals(1, world.status("shop").queued());
        world.processes.listen(world.processes.newest().pid());
        world.run();

        assertTrue(request.isDone() && !request.isCompletedExceptionally());
        assertEquals(1, world.processes.launched().size());
    }

    @Test
    void aRequestThatStillReachesThePredecessorIsServedByTheSuccessor() {
        World world = World.with(shop -> shop);
        InstancePool predecessor = world.pool;
        world.update();

        CompletableFuture<InstanceLease> late = predecessor.lease(SHOP, World.REQUEST);
        world.pass(2);

        assertTrue(late.isDone() && !late.isCompletedExceptionally());
    }

    @Test
    void aPredecessorThatIsStillLookingWhatRunsLeavesItAlone() {
        World world = new World();
        AtomicBoolean leaving = new AtomicBoolean();
        world.tenant("shop", shop -> shop);
        world.begin(new ForwardingProcesses(world.processes) {
            @Override
            public List<RunningProcess> running() {
                if (leaving.getAndSet(false)) {
                    world.life.handOver(false);
                    survivor(world, "blog", digestOf("blog")); // whose tenant only the successor knows
                }
                return super.running();
            }
        });

        leaving.set(true);
        world.pass(30);

        assertEquals(List.of(), world.processes.terminations());
        assertEquals(0, world.clock.pending());
    }

    @Test
    void whatMakesNoSenseIsNoReasonNotToServe() {
        World world = new World();
        world.tenant("shop", shop -> shop);
        survivor(world, "shop", digestOf("shop"));
        world.handover.leave("pool", Map.of("format", 1, "configuration", "of another kind"));

        world.begin();

        assertEquals(List.of(InstanceState.READY), world.states());
    }

    @Test
    void theSuccessorStopsWhatIsIdleInTime() {
        World world = World.with(shop -> {
            shop.idle = Duration.ofSeconds(60);
            return shop;
        });
        world.visit("shop");
        world.pass(40);

        world.update();
        world.pass(19);
        assertEquals(List.of(InstanceState.IDLE), world.states());
        world.pass(2);

        assertEquals(List.of(), world.states());
    }

    @Test
    void anUpdateIsNoDeployment() {
        World world = World.with(shop -> shop);
        world.reload();
        world.visit("shop");

        world.update();
        world.visit("shop");

        assertEquals(1, world.processes.launched().size());
    }

    @Test
    void anUpdateBetweenDeploymentAndRequestLosesNeither() {
        World world = World.with(shop -> shop);
        world.visit("shop");
        world.reload();

        world.update();
        world.visit("shop");

        assertEquals(2, world.processes.launched().size());
        assertEquals(1, world.processes.pids().size());
    }

    @Test
    void whatWasOnItsWayOutStaysSo() {
        World world = World.with(shop -> shop);
        InstanceLease lease = world.lease();
        world.reload();
        world.visit("shop");
        assertEquals(2, world.processes.pids().size());

        world.update();
        assertTrue(world.processes.pids().contains(lease.instance().pid()));
        lease.release();
        world.run();

        assertFalse(world.processes.pids().contains(lease.instance().pid()));
    }

    @Test
    void whatAnOperatorStoppedStaysStopped() {
        World world = World.with(shop -> shop);
        world.pool.stop(SHOP);
        world.run();

        world.update();

        assertTrue(world.status("shop").stopped());
    }

    @Test
    void anEndThatNobodyHeardOfIsFound() {
        World world = World.with(shop -> shop);
        world.visit("shop");
        world.processes.exitUnheard(world.processes.newest().pid());

        world.update();
        world.run();

        assertEquals(List.of(), world.states());
        assertTrue(world.ports.leases().isEmpty());
    }

    @Test
    void aSurvivorServesAgainWithoutASecondCopy() {
        World world = new World();
        world.tenant("shop", shop -> shop);
        RunningProcess survivor = survivor(world, "shop", digestOf("shop"));
        world.begin();

        InstanceLease lease = world.lease();

        assertEquals(survivor.pid(), lease.instance().pid());
        assertTrue(world.processes.launched().isEmpty());
        assertEquals(21350, world.ports.leases().get(0).port());
    }

    @Test
    void requestsThatComeBeforeTheSurvivorsAreKnownWaitForThem() {
        World world = new World();
        world.tenant("shop", shop -> shop);
        RunningProcess survivor = survivor(world, "shop", digestOf("shop"));
        world.processes.deafen(survivor.pid());
        world.begin();

        CompletableFuture<InstanceLease> request = world.request();
        assertFalse(request.isDone());
        world.processes.listen(survivor.pid());
        world.run();

        assertEquals(survivor.pid(), request.join().instance().pid());
    }

    @Test
    void aSurvivorOfOtherSettingsServesUntilItIsReplaced() {
        World world = new World();
        world.tenant("shop", shop -> shop);
        RunningProcess survivor = survivor(world, "shop", "of other settings");
        world.begin();

        assertEquals(survivor.pid(), world.lease().instance().pid());
        world.run();

        assertEquals(1, world.processes.launched().size());
        assertTrue(world.lease().instance().pid() != survivor.pid());
    }

    @Test
    void aSurvivorOfATenantThatIsGoneIsTerminated() {
        World world = new World();
        world.tenant("shop", shop -> shop);
        survivor(world, "blog", "whatever");
        world.begin();

        assertTrue(world.processes.pids().isEmpty());
    }

    @Test
    void aSurvivorWhosePortIsAnothersIsTerminated() {
        World world = new World();
        world.tenant("shop", shop -> shop);
        world.ports.adopt(new TenantId("blog"), 21350);
        survivor(world, "shop", digestOf("shop"));

        world.begin();

        assertTrue(world.processes.pids().isEmpty());
        assertEquals(1, world.ports.leases().size());
    }

    @Test
    void aSurvivorThatDiesIsReplaced() {
        World world = new World();
        world.tenant("shop", shop -> shop);
        RunningProcess survivor = survivor(world, "shop", digestOf("shop"));
        world.begin();
        world.visit("shop");

        world.processes.exit(survivor.pid(), ExitStatus.UNKNOWN);
        world.run();

        assertTrue(world.lease().instance().pid() != survivor.pid());
    }

    @Test
    void nothingIsStartedBeforeTheSurvivorsAreKnown() {
        World world = new World();
        world.tenant("shop", shop -> {
            shop.minInstances = 1;
            return shop;
        });
        survivor(world, "shop", digestOf("shop"));

        world.begin();
        world.pass(60);

        assertTrue(world.processes.launched().isEmpty());
        assertNotNull(world.pool.tryLease(SHOP, World.REQUEST));
    }

    @Test
    void whileWhatRunsCannotBeListedNothingIsStarted() {
        World world = new World();
        world.tenant("shop", shop -> shop);
        RunningProcess survivor = survivor(world, "shop", digestOf("shop"));
        AtomicBoolean broken = new AtomicBoolean(true);
        world.begin(new ForwardingProcesses(world.processes) {
            @Override
            public List<RunningProcess> running() {
                if (broken.get()) {
                    throw new IllegalStateException("no /proc");
                }
                return super.running();
            }
        });
        CompletableFuture<InstanceLease> request = world.request();
        world.pass(3);
        assertFalse(request.isDone());
        assertTrue(world.processes.launched().isEmpty());

        broken.set(false);
        world.pass(2);

        assertEquals(survivor.pid(), request.join().instance().pid());
    }

    @Test
    void aStartUnderWayIsFoundWhenItShowsUp() {
        World world = World.with(shop -> shop);
        world.update();
        RunningProcess late = survivor(world, "shop", digestOf("shop"));

        world.pass(2);

        assertEquals(late.pid(), world.lease().instance().pid());
        assertTrue(world.processes.launched().isEmpty());
    }

    @Test
    void forAnotherProcessNothingIsLeftAndWhoWaitsIsToAskAgain() {
        World world = new World();
        world.tenant("shop", shop -> shop);
        world.tenant("wiki", wiki -> wiki);
        world.begin();
        world.lease().release();
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> waiting = world.request("wiki");

        world.life.handOver(true);
        CompletableFuture<InstanceLease> late = world.request("wiki");
        world.run();

        assertEquals(PoolException.Reason.STOPPED, World.failure(waiting).reason());
        assertEquals(PoolException.Reason.STOPPED, World.failure(late).reason());
        assertTrue(world.handover.take("pool").isEmpty());
        assertTrue(world.processes.terminations().isEmpty());
        InstanceLease still = world.request().join();
        assertEquals(1, world.status("shop").instances().get(0).inFlight());
        assertEquals(
                still.instance(),
                Objects.requireNonNull(world.pool.hold(still.instance())).instance());
    }

    @Test
    void whatIsHandedOverHoldsNoClassOfThisBundle() {
        World world = World.with(shop -> shop);
        world.processes.listenAtOnce(false);
        world.send();

        world.life.handOver(false);

        assertForeign(world.handover.take("pool").orElseThrow());
    }

    private static void assertForeign(Object value) {
        assertFalse(
                value.getClass().getName().startsWith("dev.navigator.pool"),
                value.getClass().getName());
        if (value instanceof Map<?, ?> map) {
            map.values().stream().filter(item -> item != World.REQUEST).forEach(SuccessionTest::assertForeign);
        } else if (value instanceof Iterable<?> items) {
            items.forEach(SuccessionTest::assertForeign);
        }
    }
}
