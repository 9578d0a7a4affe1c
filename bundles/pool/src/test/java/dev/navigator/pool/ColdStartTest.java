package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.PoolException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ColdStartTest {

    private final World world = World.with(shop -> shop);

    @Test
    void theFirstRequestStartsAnInstanceAndGetsIt() {
        InstanceLease lease = world.lease();

        assertEquals(1, world.processes.launched().size());
        assertEquals(world.processes.newest().pid(), lease.instance().pid());
        assertEquals(
                world.processes.newest().port().orElseThrow(), lease.address().getPort());
        assertEquals(List.of(InstanceState.BUSY), world.states());
    }

    @Test
    void aReadyInstanceIsLeasedAtOnce() {
        world.visit("shop");

        assertTrue(world.pool.tryLease(new TenantId("shop"), World.REQUEST) != null);
    }

    @Test
    void fiveHundredSimultaneousRequestsStartOneInstanceAndAHundredWait() {
        world.processes.listenAtOnce(false);

        List<CompletableFuture<InstanceLease>> requests =
                IntStream.range(0, 500).mapToObj(i -> world.request()).toList();
        world.pass(2);

        assertEquals(1, world.processes.launched().size());
        assertEquals(400, requests.stream().filter(CompletableFuture::isDone).count());
        assertEquals(Reason.QUEUE_FULL, World.failure(requests.get(100)).reason());
        assertEquals(100, world.status("shop").queued());
    }

    @Test
    void whoWaitedIsReleasedInOrderAndWithinTheConcurrency() {
        world.processes.listenAtOnce(false);
        List<CompletableFuture<InstanceLease>> requests =
                IntStream.range(0, 7).mapToObj(i -> world.request()).toList();

        world.processes.listen(world.processes.newest().pid());
        world.run();
        assertEquals(5, served(requests));
        assertTrue(requests.subList(0, 5).stream().allMatch(CompletableFuture::isDone));

        requests.get(3).join().release();
        world.run();
        assertTrue(requests.get(5).isDone());
        assertFalse(requests.get(6).isDone());
    }

    @Test
    void nobodyOvertakesThoseWhoWait() {
        List<CompletableFuture<InstanceLease>> requests = IntStream.range(0, 6)
                .mapToObj(i -> world.pool.lease(new TenantId("shop"), World.REQUEST))
                .toList();
        world.pass(Duration.ofMillis(100));
        assertEquals(5, served(requests));

        requests.get(0).join().release();

        assertTrue(requests.get(5).isDone(), "the place went to the one that waited");
        assertNull(world.pool.tryLease(new TenantId("shop"), World.REQUEST));
    }

    @Test
    void aRequestThatHasWaitedTooLongIsSentAway() {
        world.processes.listenAtOnce(false);
        world.tenant("shop", shop -> {
            shop.queue = Duration.ofSeconds(3);
            return shop;
        });
        world.reconfigure();
        CompletableFuture<InstanceLease> request = world.request();

        world.pass(Duration.ofMillis(2900));
        assertFalse(request.isDone());
        world.pass(Duration.ofMillis(150));

        assertEquals(Reason.QUEUE_TIMEOUT, World.failure(request).reason());
        assertEquals(0, world.status("shop").queued());
    }

    @Test
    void aRequestWhoseClientHasLeftIsDroppedAndTheStartGoesOn() {
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> request = world.request();

        request.cancel(false);
        world.run();
        assertEquals(0, world.status("shop").queued());

        world.processes.listen(world.processes.newest().pid());
        world.run();
        assertEquals(List.of(InstanceState.READY), world.states());
    }

    @Test
    void aLeaseThatComesTooLateIsGivenBack() {
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> request = world.request();

        request.complete(null); // taken away between two looks
        world.processes.listen(world.processes.newest().pid());
        world.run();

        assertEquals(List.of(InstanceState.READY), world.states());
        assertEquals(0, world.status("shop").instances().get(0).inFlight());
    }

    @Test
    void anUnknownTenantStartsNothing() {
        assertNull(world.pool.tryLease(new TenantId("nobody"), World.REQUEST));
        assertEquals(
                Reason.UNKNOWN_TENANT, World.failure(world.request("nobody")).reason());
        assertTrue(world.processes.launched().isEmpty());
    }

    @Test
    void aSlowTenantDelaysNobody() {
        World two = new World();
        two.limit(10, 2);
        two.tenant("slow", slow -> slow);
        two.tenant("quick", quick -> quick);
        two.begin();
        two.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> slow = two.request("slow");

        two.processes.listenAtOnce(true);
        CompletableFuture<InstanceLease> quick = two.request("quick");

        assertTrue(quick.isDone());
        assertFalse(slow.isDone());
    }

    @Test
    void minInstancesAreStartedWithoutARequestAndKept() {
        World kept = World.with(shop -> {
            shop.minInstances = 2;
            return shop;
        });
        assertEquals(List.of(InstanceState.READY, InstanceState.READY), kept.states());

        kept.pass(1000);
        assertEquals(2, kept.processes.pids().size());

        kept.kill();
        assertEquals(2, kept.processes.pids().size());
    }

    private static long served(List<CompletableFuture<InstanceLease>> requests) {
        return Stream.of(requests)
                .flatMap(List::stream)
                .filter(CompletableFuture::isDone)
                .count();
    }
}
