package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.PoolException.Reason;
import dev.navigator.api.pool.spi.InstanceSelector;
import dev.navigator.api.pool.spi.ScalingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ScalingTest {

    private static World single(int maxSize) {
        World world = new World();
        world.limit(maxSize, 10);
        for (String name : List.of("shop", "blog", "wiki")) {
            world.tenant(name, tenant -> {
                tenant.concurrency = 1;
                tenant.queue = Duration.ofSeconds(5);
                return tenant;
            });
        }
        world.begin();
        return world;
    }

    @Test
    void whenAllInstancesAreFullAnotherIsStarted() {
        World world = single(10);
        world.send();
        world.pass(1);

        CompletableFuture<InstanceLease> second = world.request();

        assertTrue(second.isDone());
        assertEquals(List.of(InstanceState.BUSY, InstanceState.BUSY), world.states());
    }

    @Test
    void aNewInstanceMayFirstWorkOffWhatWaitedForIt() {
        World world = single(10);
        CompletableFuture<InstanceLease> first = world.pool.lease(new TenantId("shop"), World.REQUEST);
        CompletableFuture<InstanceLease> second = world.request();
        assertFalse(second.isDone());
        assertEquals(1, world.processes.launched().size());

        world.pass(Duration.ofMillis(400));
        assertEquals(1, world.processes.launched().size());
        world.pass(Duration.ofMillis(200));

        assertEquals(2, world.processes.launched().size());
        assertTrue(first.isDone() && second.isDone());
    }

    @Test
    void aStartThatWaitsForRoomIsDroppedOnceNobodyNeedsItAnyMore() {
        World world = single(1);
        InstanceLease first = world.lease();
        world.pass(1);
        CompletableFuture<InstanceLease> second = world.request();
        assertEquals(List.of(InstanceState.BUSY, InstanceState.STARTING), world.states());

        first.release();
        world.run();
        assertEquals(List.of(InstanceState.BUSY, InstanceState.STARTING), world.states());
        world.pass(1);

        assertEquals(List.of(InstanceState.BUSY), world.states());
        second.join().release();
    }

    @Test
    void maxProcessesBoundsATenant() {
        World world = World.with(shop -> {
            shop.concurrency = 1;
            shop.maxProcesses = 2;
            return shop;
        });
        List<CompletableFuture<InstanceLease>> requests = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            requests.add(world.request());
            world.pass(1);
        }

        assertEquals(2, world.processes.launched().size());
        assertEquals(2, requests.stream().filter(CompletableFuture::isDone).count());
    }

    @Test
    void aRequestGoesToTheLeastBusyInstance() {
        World world = World.with(shop -> {
            shop.minInstances = 2;
            return shop;
        });

        InstanceLease one = world.lease();
        InstanceLease two = world.lease();

        assertTrue(one.instance().number() != two.instance().number());
        one.release();
        assertEquals(one.instance(), world.lease().instance());
    }

    @Test
    void aSelectorMayPreferAnInstanceAndAFullOneIsPassedBy() {
        World world = World.with(shop -> {
            shop.minInstances = 2;
            shop.concurrency = 2;
            return shop;
        });
        InstanceSelector last = (candidates, request, options) -> candidates.size() - 1;
        world.services.strategies.selection.offer(last, Map.of());

        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            numbers.add(world.lease().instance().number());
        }

        assertEquals(List.of(2, 2, 1, 1), numbers);
    }

    @Test
    void aSelectorThatAnswersNonsenseIsPassedBy() {
        World world = World.with(shop -> {
            shop.minInstances = 2;
            return shop;
        });
        InstanceSelector nonsense = (candidates, request, options) -> 17;
        world.services.strategies.selection.offer(nonsense, Map.of());

        assertTrue(world.request().isDone());
    }

    @Test
    void aScalingPolicyMayAskForMoreWithinTheLimits() {
        World world = World.with(shop -> {
            shop.maxProcesses = 3;
            return shop;
        });
        ScalingPolicy greedy = context -> 50;
        world.services.strategies.scaling.offer(greedy, Map.of());

        world.send();

        assertEquals(3, world.processes.launched().size());
    }

    @Test
    void theInstanceIdleLongestMakesRoomForATenantWithoutAny() {
        World world = single(2);
        world.visit("shop");
        world.pass(3);
        world.visit("blog");
        world.pass(1);

        CompletableFuture<InstanceLease> wiki = world.request("wiki");
        world.pass(Duration.ofMillis(100));

        assertTrue(wiki.isDone());
        assertEquals(List.of(), world.states("shop"));
        assertEquals(List.of(InstanceState.IDLE), world.states("blog"));
    }

    @Test
    void minInstancesAreNotEvicted() {
        World world = new World();
        world.limit(1, 10);
        world.tenant("shop", shop -> {
            shop.minInstances = 1;
            return shop;
        });
        world.tenant("blog", blog -> blog);
        world.begin();
        world.visit("shop");

        CompletableFuture<InstanceLease> blog = world.request("blog");
        world.pass(31);

        assertEquals(Reason.QUEUE_TIMEOUT, World.failure(blog).reason());
        assertEquals(List.of(InstanceState.IDLE), world.states("shop"));
    }

    @Test
    void whenNothingIsIdleARequestWaitsAndIsThenSentAway() {
        World world = single(1);
        InstanceLease shop = world.lease("shop");

        CompletableFuture<InstanceLease> blog = world.request("blog");
        world.pass(4);
        assertFalse(blog.isDone());
        world.pass(2);
        assertEquals(Reason.QUEUE_TIMEOUT, World.failure(blog).reason());

        shop.release();
        world.pass(1);
        assertEquals(List.of(InstanceState.IDLE), world.states("shop"), "nobody waits for its place any more");
    }

    @Test
    void anInstanceThatBecomesIdleWhileSomebodyWaitsForRoomIsEvicted() {
        World world = single(1);
        InstanceLease shop = world.lease("shop");
        CompletableFuture<InstanceLease> blog = world.request("blog");
        world.pass(2);

        shop.release();
        world.pass(Duration.ofMillis(200));

        assertTrue(blog.isDone());
    }

    @Test
    void aFloodedTenantFinishesWithOneInstanceForTheSakeOfATenantWithoutAny() {
        World world = single(3);
        List<InstanceLease> flood = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            flood.add(world.lease("shop"));
            world.pass(1);
        }
        for (int i = 0; i < 20; i++) {
            world.send("shop");
        }

        CompletableFuture<InstanceLease> blog = world.request("blog");
        assertFalse(blog.isDone());
        flood.forEach(InstanceLease::release);
        world.pass(1);

        assertTrue(blog.isDone());
        assertEquals(
                2,
                world.processes.running().stream()
                        .filter(process -> process.owner().name().equals("shop"))
                        .count());
    }

    @Test
    void startsAreBoundedAndTakenInTurn() {
        World world = single(10);
        world.limit(10, 1);
        world.reconfigure();
        world.processes.listenAtOnce(false);
        world.send("shop");
        world.send("blog");
        world.send("wiki");

        assertEquals(1, world.processes.pids().size());
        world.processes.listen(world.processes.newest().pid());
        world.run();
        assertEquals(List.of(InstanceState.BUSY), world.states("shop"));
        assertEquals("blog", world.processes.newest().owner().name());
    }

    @Test
    void aStartThatHangsGivesItsTurnToTheNext() {
        World world = single(10);
        world.limit(10, 1);
        world.reconfigure();
        world.processes.listenAtOnce(false);
        world.send("shop");
        world.send("blog");
        assertEquals(1, world.processes.pids().size());

        world.pass(Admission.TURN.plusMillis(100));

        assertEquals(2, world.processes.pids().size());
    }
}
