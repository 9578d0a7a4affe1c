package dev.navigator.api.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.runtime.Scheduler;
import dev.navigator.api.runtime.Timer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OccupancyTest {

    private final Clock clock = new Clock();
    private final Occupancy occupancy = new Occupancy(clock);

    @Test
    void placesAreGivenUpToTheLimit() {
        assertTrue(occupancy.tryAcquire(2));
        assertTrue(occupancy.tryAcquire(2));
        assertFalse(occupancy.tryAcquire(2));
        assertEquals(2, occupancy.inFlight());

        occupancy.release();
        assertTrue(occupancy.tryAcquire(2));
    }

    @Test
    void whatIsClosedGivesNoPlacesAndKeepsThoseTaken() {
        assertTrue(occupancy.tryAcquire(2));

        occupancy.close();

        assertFalse(occupancy.tryAcquire(2));
        assertTrue(occupancy.closed());
        assertEquals(1, occupancy.inFlight());
        occupancy.release();
        assertEquals(0, occupancy.inFlight());
        assertTrue(occupancy.closed());
        assertEquals(1, occupancy.served());

        occupancy.reopen();
        assertTrue(occupancy.tryAcquire(2));
    }

    @Test
    void onlyWhatIsIdleAndOpenIsClosedForBeingIdle() {
        assertTrue(occupancy.tryAcquire(1));
        assertFalse(occupancy.closeIfIdle());

        occupancy.release();
        assertTrue(occupancy.closeIfIdle());
        assertFalse(occupancy.closeIfIdle(), "somebody closed it before");
    }

    @Test
    void servedIsWhatWasGivenBack() {
        assertFalse(occupancy.used());
        for (int i = 0; i < 1000; i++) {
            assertTrue(occupancy.tryAcquire(5));
            occupancy.release();
        }

        assertEquals(1000, occupancy.served());
        assertTrue(occupancy.used());
        assertEquals(0, occupancy.inFlight());
    }

    @Test
    void idleTimeBeginsWithTheLastRelease() {
        assertTrue(occupancy.tryAcquire(2));
        assertTrue(occupancy.tryAcquire(2));
        clock.now = 5;
        occupancy.release();
        clock.now = 9;
        occupancy.release();

        assertEquals(9, occupancy.idleSince());
    }

    @Test
    void theWatcherHearsOfEveryReleaseAfterThePlaceIsFree() {
        AtomicInteger free = new AtomicInteger();
        occupancy.watch(() -> free.addAndGet(1 - occupancy.inFlight()));
        for (int i = 0; i < 3; i++) {
            assertTrue(occupancy.tryAcquire(1));
            occupancy.release();
        }
        occupancy.watch(null);
        assertTrue(occupancy.tryAcquire(1));
        occupancy.release();

        assertEquals(3, free.get());
    }

    @Test
    void noPlaceIsLostOrGivenTwiceHoweverManyAsk() {
        AtomicInteger most = new AtomicInteger();
        long taken = IntStream.range(0, 200_000)
                .parallel()
                .filter(i -> {
                    boolean got = occupancy.tryAcquire(3);
                    if (got) {
                        most.accumulateAndGet(occupancy.inFlight(), Math::max);
                        occupancy.release();
                    }
                    return got;
                })
                .count();

        assertTrue(most.get() <= 3, "at once " + most);
        assertEquals(taken, occupancy.served());
        assertEquals(0, occupancy.inFlight());
    }

    @Test
    void aLeaseIsGivenBackOnce() {
        assertTrue(occupancy.tryAcquire(1));
        InstanceLease lease = new InstanceLease(
                new InstanceId(new TenantId("shop"), 1, 1000), new InetSocketAddress(4000), occupancy);
        assertFalse(lease.retiring());

        lease.release();
        lease.release();

        assertEquals(0, occupancy.inFlight());
        assertEquals(1, occupancy.served());
        occupancy.close();
        assertTrue(lease.retiring());
    }

    @Test
    void anAnswerMakesUpForAllThatWereMissing() {
        InstanceLease lease = new InstanceLease(
                new InstanceId(new TenantId("shop"), 1, 1000), new InetSocketAddress(4000), occupancy);

        lease.timedOut();
        lease.timedOut();
        assertEquals(2, occupancy.unanswered());
        lease.answered();

        assertEquals(0, occupancy.unanswered());
    }

    private static final class Clock implements Scheduler {

        private long now;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public Executor mailbox(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Executor blocking() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Timer after(Duration delay, Executor executor, Runnable task) {
            throw new UnsupportedOperationException();
        }
    }
}
