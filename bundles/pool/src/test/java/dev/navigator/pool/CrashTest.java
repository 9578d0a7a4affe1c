package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.PoolException.Reason;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.pool.InstanceMachine.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CrashTest {

    private static final TenantId SHOP = new TenantId("shop");
    private static final ExitStatus KILLED = ExitStatus.ofJava(128 + 9);

    private final World world = World.with(shop -> shop);

    @Test
    void afterACrashTheNextRequestGetsAnotherInstance() {
        InstanceLease before = world.lease();

        world.kill();
        assertTrue(world.processes.pids().isEmpty());
        InstanceLease after = world.lease();

        assertNotEquals(before.instance().pid(), after.instance().pid());
        before.release(); // late, and of no consequence
        world.run();
        assertEquals(List.of(InstanceState.BUSY), world.states());
    }

    @Test
    void aCrashWhileRequestsWaitStartsAReplacementAtOnce() {
        List<CompletableFuture<InstanceLease>> busy =
                IntStream.range(0, 5).mapToObj(i -> world.request()).toList();
        CompletableFuture<InstanceLease> waiting = world.request();
        assertFalse(waiting.isDone());

        world.processes.exit(busy.get(0).join().instance().pid(), KILLED);
        world.run();

        assertTrue(waiting.isDone());
    }

    @Test
    void whoEndsWellSoonAfterTheStartIsToldToStayInTheForeground() {
        ExitStatus well = ExitStatus.ofJava(0);

        assertEquals(
                "exit code 0; it has to stay in the foreground",
                Inquest.cause(Event.EXITED, well, Duration.ofSeconds(2)));
        assertEquals("exit code 0", Inquest.cause(Event.EXITED, well, Duration.ofSeconds(20)));
        assertEquals("signal 9", Inquest.cause(Event.EXITED, KILLED, Duration.ofSeconds(2)));
    }

    @Test
    void theReplacementTakesTheNumberOfTheOneThatCrashed() {
        world.visit("shop");
        long pid = world.processes.newest().pid();
        world.processes.obedient(false);

        world.processes.exitAlone(pid, KILLED); // others of its group linger
        world.visit("shop");

        List<Integer> numbers = world.status("shop").instances().stream()
                .filter(instance -> instance.state() != InstanceState.CRASHED)
                .map(instance -> instance.number())
                .toList();
        assertEquals(List.of(1), numbers);
        assertEquals(2, world.ports.leases().size(), "the port of what lingers is not free yet");

        world.processes.vanish(pid, KILLED);
        world.run();
        assertEquals(1, world.ports.leases().size());
    }

    @Test
    void whatACrashedProcessLeftOfItsGroupIsTerminated() {
        world.visit("shop");
        long pid = world.processes.newest().pid();

        world.processes.exitAlone(pid, KILLED);
        world.run();

        assertEquals(pid, world.processes.terminations().get(0).process().pid());
    }

    @Test
    void anInstanceThatRefusesConnectionsGetsNoMoreRequestsFromThatMoment() {
        InstanceLease lease = world.lease();
        world.processes.deafen(lease.instance().pid());

        world.pool.unreachable(lease.instance());
        assertNull(world.pool.tryLease(SHOP, World.REQUEST));

        world.pass(1);
        assertNotEquals(lease.instance().pid(), world.lease().instance().pid());
        assertTrue(world.processes.pids().size() == 1, "the deaf one was terminated");
    }

    @Test
    void howOneEndedIsToldAlsoWhenItRefusedConnectionsBefore() {
        for (int i = 0; i < 3; i++) {
            InstanceLease lease = world.lease();
            world.processes.deafen(lease.instance().pid());
            world.pool.unreachable(lease.instance());
            world.run();
            world.kill();
        }

        String error = world.status("shop").lastError().orElseThrow();
        assertTrue(error.contains("signal 9"), error);
    }

    @Test
    void aFalseAlarmLeavesTheInstanceServing() {
        InstanceLease lease = world.lease();

        world.pool.unreachable(lease.instance());
        world.run();

        assertNotNull(world.pool.tryLease(SHOP, World.REQUEST));
        assertEquals(1, world.processes.launched().size());
    }

    @Test
    void anAlarmAboutAnInstanceOfThePastIsIgnored() {
        InstanceLease lease = world.lease();
        world.kill();
        world.visit("shop");

        world.pool.unreachable(lease.instance());

        assertNotNull(world.pool.tryLease(SHOP, World.REQUEST));
    }

    @Test
    void anInstanceThatDiesOfItsFirstRequestsAgainAndAgainIsSpaced() {
        for (int i = 0; i < 3; i++) {
            InstanceLease poison = world.lease();
            world.kill();
            poison.release();
            world.run();
        }

        assertEquals(Reason.START_FAILED, World.failure(world.request()).reason());
        assertTrue(world.status("shop").lastError().orElseThrow().contains("keep crashing"));

        world.pass(5);
        assertTrue(world.request().isDone());
    }

    @Test
    void anInstanceThatHasAnsweredIsReplacedAtOnceHoweverOftenItIsKilled() {
        for (int kill = 0; kill < 10; kill++) {
            world.visit("shop");
            world.kill();
        }

        assertTrue(world.request().isDone());
        assertEquals(11, world.processes.launched().size());
    }
}
