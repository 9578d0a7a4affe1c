package dev.navigator.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.runtime.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {

    private final SystemScheduler scheduler = new SystemScheduler();

    @Test
    void aMailboxRunsItsTasksInOrderAndNeverTwoAtOnce() throws InterruptedException {
        Executor mailbox = scheduler.mailbox("shop");
        List<Integer> ran = new ArrayList<>(); // not thread-safe: the mailbox is what protects it
        CountDownLatch done = new CountDownLatch(1);

        IntStream.range(0, 10_000).forEach(i -> mailbox.execute(() -> ran.add(i)));
        mailbox.execute(done::countDown);

        assertTrue(done.await(10, TimeUnit.SECONDS));
        assertEquals(IntStream.range(0, 10_000).boxed().toList(), ran);
    }

    @Test
    void tasksFromManyThreadsAllRunOneAtATime() throws InterruptedException {
        Executor mailbox = scheduler.mailbox("shop");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4_000);

        for (int t = 0; t < 4; t++) {
            scheduler.blocking().execute(() -> IntStream.range(0, 1_000)
                    .forEach(i -> mailbox.execute(() -> {
                        overlaps.addAndGet(inside.getAndIncrement());
                        inside.decrementAndGet();
                        done.countDown();
                    })));
        }

        assertTrue(done.await(10, TimeUnit.SECONDS));
        assertEquals(0, overlaps.get());
    }

    @Test
    void aTaskThatThrowsDoesNotKeepTheNextFromRunning() throws InterruptedException {
        Executor mailbox = scheduler.mailbox("shop");
        CountDownLatch done = new CountDownLatch(1);

        mailbox.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        mailbox.execute(done::countDown);

        assertTrue(done.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aTimerHandsItsTaskToTheExecutorUnlessItIsCancelled() throws InterruptedException {
        AtomicBoolean cancelledRan = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        Executor mailbox = scheduler.mailbox("shop");

        Timer cancelled = scheduler.after(Duration.ofMillis(600), mailbox, () -> cancelledRan.set(true));
        cancelled.cancel();
        scheduler.after(Duration.ofMillis(700), mailbox, done::countDown);

        assertTrue(done.await(10, TimeUnit.SECONDS));
        assertEquals(false, cancelledRan.get());
    }
}
