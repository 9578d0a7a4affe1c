package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.processes.ExitStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IdleTest {

    private final World world = World.with(shop -> {
        shop.idle = Duration.ofSeconds(60);
        return shop;
    });

    @Test
    void anInstanceStopsWhenItsIdleTimeIsOver() {
        world.visit("shop");

        world.pass(59);
        assertEquals(List.of(InstanceState.IDLE), world.states());
        world.pass(1);

        assertEquals(List.of(), world.states());
        assertTrue(world.ports.leases().isEmpty());
    }

    @Test
    void idleTimeBeginsWhenTheLastExchangeEnds() {
        InstanceLease tunnel = world.lease();
        world.visit("shop");

        world.pass(1000);
        assertEquals(List.of(InstanceState.BUSY), world.states());
        tunnel.release();
        world.pass(59);
        assertEquals(List.of(InstanceState.IDLE), world.states());
        world.pass(2);

        assertEquals(List.of(), world.states());
    }

    @Test
    void everyRequestProlongsIt() {
        for (int i = 0; i < 10; i++) {
            world.visit("shop");
            world.pass(50);
        }

        assertEquals(1, world.processes.launched().size());
        world.pass(11);
        assertEquals(List.of(), world.states());
    }

    @Test
    void instancesAboveTheMinimumStopAndTheRestStay() {
        World kept = World.with(shop -> {
            shop.minInstances = 1;
            shop.concurrency = 1;
            shop.idle = Duration.ofSeconds(60);
            return shop;
        });
        kept.pass(1);
        InstanceLease one = kept.lease();
        InstanceLease two = kept.lease();
        one.release();
        two.release();
        kept.run();
        assertEquals(2, kept.states().size());

        kept.pass(61);
        assertEquals(List.of(InstanceState.IDLE), kept.states());
        kept.pass(600);
        assertEquals(List.of(InstanceState.IDLE), kept.states());
    }

    @Test
    void aNewIdleTimeAppliesToWhatRuns() {
        world.visit("shop");
        world.tenant("shop", shop -> {
            shop.idle = Duration.ofSeconds(5);
            return shop;
        });

        world.pass(3);
        world.reconfigure();
        assertEquals(1, world.states().size());
        world.pass(3);

        assertEquals(List.of(), world.states());
    }

    @Test
    void anIdleTimeOfZeroMeansNever() {
        World forEver = World.with(shop -> {
            shop.idle = Duration.ZERO;
            return shop;
        });
        forEver.visit("shop");

        forEver.pass(100_000);

        assertEquals(List.of(InstanceState.IDLE), forEver.states());
    }

    @Test
    void aRequestThatComesWhileTheInstanceStopsGetsAnother() {
        world.processes.obedient(false);
        InstanceLease first = world.lease();
        first.release();
        world.pass(61);
        assertEquals(List.of(InstanceState.STOPPING), world.states());

        InstanceLease second = world.lease();

        assertTrue(first.instance().pid() != second.instance().pid());
    }

    @Test
    void aTenantThatMayHaveOneProcessWaitsUntilItIsGone() {
        World strict = World.with(shop -> {
            shop.maxProcesses = 1;
            shop.idle = Duration.ofSeconds(60);
            return shop;
        });
        strict.processes.obedient(false);
        strict.visit("shop");
        long pid = strict.processes.newest().pid();
        strict.pass(61);

        var request = strict.request();
        assertEquals(1, strict.processes.launched().size());
        strict.processes.exit(pid, ExitStatus.ofJava(0));
        strict.run();

        assertTrue(request.isDone());
    }
}
