package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.InstanceStatus;
import dev.navigator.api.pool.PoolException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class OperatorTest {

    private static final TenantId SHOP = new TenantId("shop");

    private final World world = World.with(shop -> shop);

    @Test
    void aStoppedTenantFinishesWhatItServesAndTakesNothingNew() {
        InstanceLease lease = world.lease();

        CompletableFuture<Void> stopped = world.pool.stop(SHOP).toCompletableFuture();
        world.run();
        assertFalse(stopped.isDone());
        assertEquals(Reason.STOPPED, World.failure(world.request()).reason());

        lease.release();
        world.run();
        assertTrue(stopped.isDone());
        assertTrue(world.status("shop").stopped());
        assertEquals(Reason.STOPPED, World.failure(world.request()).reason());
    }

    @Test
    void aStoppedTenantIsStartedAgain() {
        world.pool.stop(SHOP);
        world.run();

        CompletableFuture<Void> started = world.pool.start(SHOP).toCompletableFuture();
        world.run();

        assertTrue(started.isDone() && !started.isCompletedExceptionally());
        assertEquals(List.of(InstanceState.READY), world.states());
        assertFalse(world.status("shop").stopped());
    }

    @Test
    void aStoppedTenantIsStartedByARestartToo() {
        world.pool.stop(SHOP);
        world.run();
        world.processes.listenAtOnce(false);

        CompletableFuture<Void> restarted = world.pool.restart(SHOP).toCompletableFuture();
        world.run();
        assertFalse(restarted.isDone());

        world.processes.listen(world.processes.newest().pid());
        world.pass(1);
        assertTrue(restarted.isDone() && !restarted.isCompletedExceptionally());
        assertEquals(List.of(InstanceState.READY), world.states());
        assertFalse(world.status("shop").stopped());
    }

    @Test
    void aRestartOvertakesAStopThatIsStillDraining() {
        InstanceLease lease = world.lease();
        CompletableFuture<Void> stopped = world.pool.stop(SHOP).toCompletableFuture();
        world.run();

        CompletableFuture<Void> restarted = world.pool.restart(SHOP).toCompletableFuture();
        world.run();

        assertTrue(stopped.isCancelled());
        assertTrue(restarted.isDone() && !restarted.isCompletedExceptionally());
        lease.release();
        world.run();
        assertEquals(List.of(InstanceState.READY), world.states());
    }

    @Test
    void aRestartOfATenantThatMerelySleepsStartsNothing() {
        CompletableFuture<Void> restarted = world.pool.restart(SHOP).toCompletableFuture();
        world.run();

        assertTrue(restarted.isDone() && !restarted.isCompletedExceptionally());
        assertEquals(List.of(), world.states());
    }

    @Test
    void whatWasStoppedUnderAnEarlierNavigatorIsNotStarted() {
        World later = new World();
        later.handover.leave("pool.stopped", List.of("shop", "unknown"));
        later.tenant("shop", shop -> {
            shop.minInstances = 1;
            return shop;
        });
        later.begin();

        assertEquals(List.of(), later.states());
        assertTrue(later.status("shop").stopped());
        assertEquals(Reason.STOPPED, World.failure(later.request()).reason());
    }

    @Test
    void aStartThatFailsTellsTheOperator() {
        world.processes.refuse("command not found");

        CompletableFuture<Void> started = world.pool.start(SHOP).toCompletableFuture();
        world.run();

        assertEquals(Reason.START_FAILED, World.failure(started).reason());
    }

    @Test
    void anUnknownTenantIsToldApart() {
        TenantId nobody = new TenantId("nobody");
        assertEquals(
                Reason.UNKNOWN_TENANT,
                World.failure(world.pool.stop(nobody).toCompletableFuture()).reason());
        assertEquals(
                Reason.UNKNOWN_TENANT,
                World.failure(world.pool.restart(nobody).toCompletableFuture()).reason());
    }

    @Test
    void theStatusTellsWhatThereIs() {
        world.send();
        world.pass(10);

        InstanceStatus instance = world.status("shop").instances().get(0);

        assertEquals(1, instance.number());
        assertEquals(InstanceState.BUSY, instance.state());
        assertEquals(world.processes.newest().pid(), instance.pid());
        assertEquals(world.processes.newest().port().orElseThrow(), instance.port());
        assertEquals(1, instance.inFlight());
        assertEquals(10, instance.age().toSeconds());
        assertEquals(Duration.ZERO, instance.idle());
        assertEquals("/shop/", world.status("shop").path());
    }

    @Test
    void theEndTerminatesEverythingWithinTheBudget() {
        world.tenant("blog", blog -> blog);
        world.reconfigure();
        world.send("shop");
        world.send("blog");

        CompletableFuture<Void> end = world.pool.end(Duration.ofSeconds(4)).toCompletableFuture();
        world.run();

        assertTrue(end.isDone());
        assertTrue(world.processes.pids().isEmpty());
        assertTrue(world.processes.terminations().stream()
                .allMatch(termination -> termination.grace().compareTo(Duration.ofSeconds(4)) <= 0));
        assertEquals(Reason.STOPPED, World.failure(world.request()).reason());
        assertTrue(world.ports.leases().isEmpty());
    }

    @Test
    void whatIsBeingLaunchedWhenTheEndComesIsTerminatedToo() {
        world.processes.listenAtOnce(false);
        CompletableFuture<InstanceLease> request = world.request();

        CompletableFuture<Void> end = world.pool.end(Duration.ofSeconds(4)).toCompletableFuture();
        world.run();

        assertEquals(Reason.STOPPED, World.failure(request).reason());
        assertTrue(end.isDone());
        assertTrue(world.processes.pids().isEmpty());
    }

    @Test
    void aSecondSignalKills() {
        world.processes.obedient(false);
        world.send();
        CompletableFuture<Void> end = world.pool.end(Duration.ofSeconds(20)).toCompletableFuture();
        world.run();
        assertFalse(end.isDone());

        world.pool.end(Duration.ZERO);
        world.run();

        assertTrue(end.isDone());
    }
}
