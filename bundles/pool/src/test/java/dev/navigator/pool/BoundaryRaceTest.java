package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pool.Occupancy;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The moment in which an instance is idle for long enough and a request comes. */
final class BoundaryRaceTest {

    private static final int ROUNDS = 20_000;

    @Test
    void eitherTheRequestGetsThePlaceOrTheInstanceStopsNeverBoth() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CyclicBarrier start = new CyclicBarrier(3);
        CyclicBarrier end = new CyclicBarrier(3);
        Round round = new Round();
        try {
            Future<?> requests =
                    threads.submit(() -> repeat(start, end, () -> round.leased = round.occupancy.tryAcquire(5)));
            Future<?> stops =
                    threads.submit(() -> repeat(start, end, () -> round.stopped = round.occupancy.closeIfIdle()));
            for (int i = 0; i < ROUNDS; i++) {
                round.occupancy = new Occupancy(0);
                start.await();
                end.await();
                assertTrue(round.leased != round.stopped, "round " + i);
            }
            requests.get();
            stops.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class Round {
        volatile Occupancy occupancy = new Occupancy(0);
        volatile boolean leased;
        volatile boolean stopped;
    }

    private static Void repeat(CyclicBarrier start, CyclicBarrier end, Runnable action) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            start.await();
            action.run();
            end.await();
        }
        return null;
    }
}
