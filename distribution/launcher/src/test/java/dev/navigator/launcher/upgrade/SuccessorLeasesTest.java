package dev.navigator.launcher.upgrade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.PoolException;
import dev.navigator.launcher.runtime.Mailbox;
import dev.navigator.launcher.runtime.SystemScheduler;
import dev.navigator.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pool before, the pool after, and the bridge between them, over a real wire. */
class SuccessorLeasesTest {

    private static final TenantId SHOP = new TenantId("shop");
    private static final InstanceId FIRST = new InstanceId(SHOP, 1, 4711);

    @TempDir
    private Path folder;

    private final OnePool before = new OnePool(FIRST);
    private final OnePool after = new OnePool(FIRST);
    private final BridgePool bridge = new BridgePool(before);
    private final SystemScheduler scheduler = new SystemScheduler();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final BlockingQueue<Wire> visitors = new LinkedBlockingQueue<>();
    private UpgradeSocket socket;
    private Wire old;
    private Wire successor;
    private RemotePool remote;

    @BeforeEach
    void connect() throws Exception {
        socket = new UpgradeSocket(folder, scheduler.blocking(), visitors::add);
        socket.open();
        successor = Wire.to(UpgradeSocket.file(folder));
        old = visitors.poll(10, TimeUnit.SECONDS);
        remote = new RemotePool(old, new Mailbox("old", scheduler.blocking()));
        PredecessorLeases leases =
                new PredecessorLeases(successor, new Mailbox("new", scheduler.blocking()), () -> Optional.of(after));
        scheduler.blocking().execute(() -> receive(successor, leases));
        scheduler.blocking().execute(remote::hear);
    }

    private void receive(Wire wire, PredecessorLeases leases) {
        try (wire) {
            for (List<String> words = wire.receive(); !words.isEmpty(); words = wire.receive()) {
                leases.received(words);
            }
        } catch (IOException e) {
            assertInstanceOf(IOException.class, e, "closed on this side");
        } finally {
            leases.end();
            ended.complete(null);
        }
    }

    @AfterEach
    void close() throws IOException {
        old.close();
        successor.close();
        socket.close();
    }

    private static InstanceLease get(CompletableFuture<InstanceLease> lease) throws Exception {
        return lease.get(10, TimeUnit.SECONDS);
    }

    @Test
    void untilTheOtherServesReadyInstancesAreTheOldOnesAndWhoNeedsMoreWaits() throws Exception {
        InstanceLease ready = bridge.tryLease(SHOP, OnePool.REQUEST);
        CompletableFuture<InstanceLease> waiting = bridge.lease(SHOP, OnePool.REQUEST);

        assertEquals(1, before.occupancy.inFlight());
        assertFalse(waiting.isDone());

        bridge.continueWith(remote);
        InstanceLease granted = get(waiting);

        assertEquals(FIRST, granted.instance());
        assertEquals(OnePool.ADDRESS, granted.address());
        assertEquals(1, after.occupancy.inFlight());
        assertNull(bridge.tryLease(SHOP, OnePool.REQUEST), "from now on the other one is asked");
        granted.release();
        Eventually.holds(() -> after.occupancy.inFlight() == 0);
        ready.release();
    }

    @Test
    void aRefusalComesAsItWasMeant() {
        after.refusal = new PoolException(PoolException.Reason.START_FAILED, "does not start", Duration.ofSeconds(7));
        bridge.continueWith(remote);

        CompletionException failure = assertThrows(
                CompletionException.class, bridge.lease(SHOP, OnePool.REQUEST).orTimeout(10, TimeUnit.SECONDS)::join);

        PoolException reason = assertInstanceOf(PoolException.class, failure.getCause());
        assertEquals(PoolException.Reason.START_FAILED, reason.reason());
        assertEquals(Duration.ofSeconds(7), reason.retryAfter());
    }

    @Test
    void whoeverWaitsIsSentAwayToAskAgainWhenTheOtherFails() {
        CompletableFuture<InstanceLease> waiting = bridge.lease(SHOP, OnePool.REQUEST);

        bridge.giveUp();

        assertTrue(waiting.isCompletedExceptionally());
        assertTrue(bridge.lease(SHOP, OnePool.REQUEST).isCompletedExceptionally());
    }

    @Test
    void instancesWithExchangesInFlightAreHeldUntilTheyEnd() throws Exception {
        InstanceLease download = bridge.tryLease(SHOP, OnePool.REQUEST);
        assertEquals(Set.of(FIRST), Holds.busy(bridge));

        remote.busy(Holds.busy(bridge));
        Eventually.holds(() -> after.occupancy.inFlight() == 1);
        download.release();
        remote.busy(Holds.busy(bridge));

        Eventually.holds(() -> after.occupancy.inFlight() == 0);
    }

    @Test
    void whatThePredecessorHadIsGivenBackWhenItEnds() throws Exception {
        bridge.continueWith(remote);
        get(bridge.lease(SHOP, OnePool.REQUEST));
        remote.busy(Set.of(FIRST));
        Eventually.holds(() -> after.occupancy.inFlight() == 2);

        old.close();

        ended.get(10, TimeUnit.SECONDS);
        assertEquals(0, after.occupancy.inFlight());
    }

    @Test
    void whoWaitsForASuccessorThatEndsWithMessagesUnreadIsRefused() throws Exception {
        Wire killed = Wire.to(UpgradeSocket.file(folder));
        try (Wire toKilled = visitors.poll(10, TimeUnit.SECONDS)) {
            RemotePool pool = new RemotePool(toKilled, Runnable::run);
            CompletableFuture<InstanceLease> waiting = pool.lease(SHOP, OnePool.REQUEST);
            scheduler.blocking().execute(pool::hear);

            killed.close();

            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> waiting.get(10, TimeUnit.SECONDS));
            assertInstanceOf(PoolException.class, failure.getCause());
        }
    }

    @Test
    void whoAsksASuccessorThatHasEndedIsRefused() throws Exception {
        bridge.continueWith(remote);
        successor.close();
        ended.get(10, TimeUnit.SECONDS);

        assertThrows(
                CompletionException.class, bridge.lease(SHOP, OnePool.REQUEST).orTimeout(10, TimeUnit.SECONDS)::join);
    }
}
