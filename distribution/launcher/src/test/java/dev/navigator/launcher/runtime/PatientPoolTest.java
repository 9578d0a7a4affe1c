package dev.navigator.launcher.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatientPoolTest {

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    private final AtomicInteger starts = new AtomicInteger();

    @AfterEach
    void end() {
        timers.shutdownNow();
    }

    @Test
    void aTaskWaitsWhileTheSystemHasNoThreadToGive() throws InterruptedException {
        PatientPool pool = new PatientPool(1, task -> new Reluctant(task, 3), timers);
        CountDownLatch ran = new CountDownLatch(1);

        pool.execute(ran::countDown);

        assertTrue(ran.await(10, TimeUnit.SECONDS));
        assertEquals(4, starts.get());
    }

    @Test
    void aMailboxGoesOnOnceThereAreThreadsAgain() throws InterruptedException {
        Mailbox mailbox = new Mailbox("shop", new PatientPool(2, task -> new Reluctant(task, 2), timers));
        List<Integer> ran = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);

        IntStream.range(0, 5).forEach(i -> mailbox.execute(() -> ran.add(i)));
        mailbox.execute(done::countDown);

        assertTrue(done.await(10, TimeUnit.SECONDS));
        assertEquals(List.of(0, 1, 2, 3, 4), ran);
    }

    /** A thread that the system cannot start the first few times. */
    private final class Reluctant extends Thread {

        private final int failures;

        Reluctant(Runnable task, int failures) {
            super(task);
            this.failures = failures;
            setDaemon(true);
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the pool starts a thread once, on one thread
        public void start() {
            if (starts.incrementAndGet() <= failures) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            super.start();
        }
    }
}
