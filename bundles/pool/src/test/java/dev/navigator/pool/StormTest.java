package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.RealScheduler;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to an instance at any moment, with real threads: no request may be lost. */
final class StormTest {

    private static final int CLIENTS = 3;
    private static final int REQUESTS = 1500;

    private final RealScheduler scheduler = new RealScheduler();

    @AfterEach
    void stop() {
        scheduler.close();
    }

    private LiveWorld world() {
        return new LiveWorld(scheduler, shop -> {
            shop.concurrency = 2;
            shop.maxProcesses = 2;
            return shop;
        });
    }

    @Test
    void noRequestIsEverSentToAnInstanceThatIsBeingStopped() throws Exception {
        LiveWorld world = new LiveWorld(scheduler, shop -> {
            shop.idle = Duration.ofMillis(1);
            shop.maxProcesses = 3;
            shop.concurrency = 2;
            return shop;
        });

        int served = world.under(2, 5_000, () -> {});

        assertEquals(10_000, served);
        assertEquals(0, world.servedByTheDead());
        int launched = world.processes.launched().size();
        assertTrue(launched > 100, "instances did stop, " + launched + " times");
    }

    @Test
    void reloadsLoseNoRequestAndTheLastOneWins() throws Exception {
        LiveWorld world = world();

        int served = world.under(CLIENTS, REQUESTS, world::reload);
        int launched = world.processes.launched().size();
        world.reload();
        world.settle();

        assertEquals(CLIENTS * REQUESTS, served);
        assertEquals(0, world.servedByTheDead());
        assertTrue(launched > 5, "instances were replaced, " + launched + " times");
        assertEquals(1, world.processes.pids().size());
        assertEquals(1, world.ports.leases().size());
    }

    @Test
    void updatesLoseNeitherRequestNorInstance() throws Exception {
        LiveWorld world = world();

        int served = world.under(CLIENTS, REQUESTS, world::update);

        assertEquals(CLIENTS * REQUESTS, served);
        assertEquals(0, world.servedByTheDead());
        assertEquals(
                world.processes.launched().size(),
                world.processes.pids().size(),
                "every instance that was ever started still runs");
    }

    @Test
    void updatesStartNothingOfWhichEnoughRunsAlready() throws Exception {
        LiveWorld world = new LiveWorld(scheduler, shop -> {
            shop.minInstances = 1;
            return shop;
        });

        world.under(1, 1, () -> {});

        world.under(1, REQUESTS, world::update);

        assertEquals(1, world.processes.launched().size());
    }

    @Test
    void killsLoseNoRequestThatWaits() throws Exception {
        LiveWorld world = world();

        int served = world.under(CLIENTS, REQUESTS, world::kill);

        assertEquals(CLIENTS * REQUESTS, served);
        int launched = world.processes.launched().size();
        assertTrue(launched > 5, "instances were killed, " + launched + " times");
    }
}
