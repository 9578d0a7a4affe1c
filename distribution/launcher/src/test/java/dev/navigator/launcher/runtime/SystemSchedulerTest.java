package dev.navigator.launcher.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.runtime.Timer;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
    void notEvenAnErrorOfTheJvmKeepsTheNextTaskFromRunning() throws InterruptedException {
        Executor mailbox = scheduler.mailbox("shop");
        CountDownLatch done = new CountDownLatch(1);

        mailbox.execute(() -> {
            throw new OutOfMemoryError("unable to create native thread, on purpose");
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

    @Test
    void oneTaskAfterTheOtherTakesOneThread() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();

        for (int i = 0; i < 50; i++) {
            CompletableFuture.runAsync(() -> threads.add(Thread.currentThread().getName()), scheduler.blocking())
                    .get(10, TimeUnit.SECONDS);
        }

        assertTrue(threads.size() < 5, threads::toString);
    }

    @Test
    void moreTasksThanThreadsWaitForTheirTurn() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(200);

        for (int i = 0; i < 200; i++) {
            scheduler.blocking().execute(() -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                done.countDown();
            });
        }
        release.countDown();

        assertTrue(done.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aThreadOutlivesTheLoaderOfTheCodeThatAskedForIt() throws Exception {
        WeakReference<ClassLoader> loader = callFromForeignCode();

        for (int i = 0; i < 100 && loader.get() != null; i++) {
            System.gc();
            CompletableFuture.runAsync(() -> {}, scheduler.blocking()).get(10, TimeUnit.SECONDS);
        }

        assertNull(loader.get());
    }

    @SuppressWarnings("unchecked") // it implements Consumer<Consumer<Runnable>>
    private WeakReference<ClassLoader> callFromForeignCode() throws Exception {
        URL classes =
                SystemSchedulerTest.class.getProtectionDomain().getCodeSource().getLocation();
        URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null);
        Consumer<Consumer<Runnable>> foreign = (Consumer<Consumer<Runnable>>)
                loader.loadClass(Foreign.class.getName()).getConstructor().newInstance();
        foreign.accept(task -> {
            for (int i = 0; i < 8; i++) {
                scheduler.blocking().execute(task);
            }
        });
        loader.close();
        return new WeakReference<>(loader);
    }

    /** Loaded a second time, as a bundle's code. */
    public static final class Foreign implements Consumer<Consumer<Runnable>> {
        @Override
        public void accept(Consumer<Runnable> executor) {
            executor.accept(() -> LockSupport.parkNanos(1));
        }
    }
}
