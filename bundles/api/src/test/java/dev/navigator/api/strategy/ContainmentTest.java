package dev.navigator.api.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strategies of others may do to whoever asks them: nothing. */
@Timeout(60)
final class ContainmentTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<StrategyIncident> incidents = new CopyOnWriteArrayList<>();
    private final StrategySlot<Supplier<String>> rare = slot(StrategyKind.PORT_SELECTOR);
    private final StrategySlot<Supplier<String>> perRequest = slot(StrategyKind.INSTANCE_SELECTOR);

    private StrategySlot<Supplier<String>> slot(StrategyKind kind) {
        return new StrategySlot<>(kind, () -> "built-in", incidents::add, strategy -> true);
    }

    private static void offer(StrategySlot<Supplier<String>> slot, Supplier<String> strategy) {
        slot.offer(
                strategy, Map.of(StrategyOffer.NAME_PROPERTY, "bad", "service.bundleid", 17L), "org.acme.bad", "1.2.0");
    }

    private static String decide(StrategySlot<Supplier<String>> slot) {
        return decide(slot, SHORT);
    }

    private static String decide(StrategySlot<Supplier<String>> slot, Duration deadline) {
        return slot.decide(StrategyChoice.ANY, deadline, Supplier::get, answer -> answer != null && !answer.isEmpty());
    }

    private static void block(CountDownLatch release) {
        boolean released = false;
        while (!released) {
            try {
                release.await();
                released = true;
            } catch (InterruptedException stubborn) {
                released = false;
            }
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(100_000);
        }
        assertTrue(condition.getAsBoolean());
    }

    private String messages() {
        return incidents.stream().map(StrategyIncident::message).toList().toString();
    }

    @Test
    void oneThatBlocksIsNotWaitedForBeyondTheDeadline() {
        CountDownLatch release = new CountDownLatch(1);
        offer(rare, () -> {
            block(release);
            return "late";
        });

        assertEquals("built-in", decide(rare));

        assertEquals(
                "port_selector 'bad' of org.acme.bad 1.2.0 (17) took longer than 50 ms; the built-in answered",
                incidents.get(0).message());
        release.countDown();
    }

    @Test
    void oneThatHasNotComeBackIsNotAskedAgainBeforeItDoes() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        offer(rare, () -> {
            calls.incrementAndGet();
            block(release);
            return "at last";
        });

        IntStream.range(0, 3).forEach(i -> assertEquals("built-in", decide(rare)));
        assertEquals(1, calls.get());

        release.countDown();
        until(() -> decide(rare).equals("at last"));
    }

    @Test
    void oneThatSleepsIsInterrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        offer(rare, () -> {
            try {
                return new CountDownLatch(1).await(1, TimeUnit.HOURS) ? "" : "late";
            } catch (InterruptedException e) {
                interrupted.countDown();
                return "interrupted";
            }
        });

        assertEquals("built-in", decide(rare));

        until(() -> interrupted.getCount() == 0);
    }

    @Test
    void lateAnswersQuarantineEvenWithGoodOnesBetweenThem() {
        AtomicInteger calls = new AtomicInteger();
        offer(rare, () -> {
            if (calls.incrementAndGet() % 2 == 0) {
                LockSupport.parkNanos(SHORT.multipliedBy(4).toNanos());
            }
            return "fine";
        });

        until(() -> {
            decide(rare);
            return rare.offers().get(0).quarantined();
        });

        assertEquals(
                "took longer than 50 ms", rare.offers().get(0).lastFailure().orElseThrow());
        assertTrue(messages().contains("quarantined until its bundle is updated"), messages());
    }

    @Test
    void oneForEachRequestHasADeadlineUntilItIsProven() {
        CountDownLatch release = new CountDownLatch(1);
        offer(perRequest, () -> {
            block(release);
            return "late";
        });

        assertEquals("built-in", decide(perRequest));
        release.countDown();
    }

    @Test
    void oneForEachRequestThatIsProvenIsAskedDirectlyAndMeasured() {
        AtomicInteger calls = new AtomicInteger();
        Thread here = Thread.currentThread();
        List<Boolean> direct = new CopyOnWriteArrayList<>();
        offer(perRequest, () -> {
            direct.add(Thread.currentThread() == here);
            if (calls.incrementAndGet() > OfferedStrategy.PROBATION) {
                LockSupport.parkNanos(SHORT.multipliedBy(2).toNanos());
            }
            return "fine";
        });

        until(() -> {
            decide(perRequest);
            return perRequest.offers().get(0).quarantined();
        });

        assertFalse(direct.get(0));
        assertTrue(direct.get(direct.size() - 1));
        assertEquals("built-in", decide(perRequest));
    }

    @Test
    void whateverItThrowsIsContained() {
        List<Runnable> bad = List.of(
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> {
                    throw new NoClassDefFoundError("org/acme/Gone");
                },
                () -> {
                    throw new StackOverflowError();
                },
                () -> {
                    throw new Error("of its own");
                });
        for (StrategySlot<Supplier<String>> slot : List.of(rare, perRequest)) {
            AtomicInteger calls = new AtomicInteger();
            offer(slot, () -> {
                bad.get(calls.getAndIncrement()).run();
                return "fine";
            });
            bad.forEach(any -> assertEquals("built-in", decide(slot)));
            assertEquals(bad.size(), slot.offers().get(0).failures());
        }
    }

    @Test
    void manyFailuresAreCountedButNotAllTold() {
        AtomicInteger calls = new AtomicInteger();
        offer(rare, () -> calls.incrementAndGet() % 4 == 0 ? "fine" : "");

        IntStream.range(0, 400).forEach(i -> decide(rare, Duration.ofSeconds(30)));

        assertEquals(300, rare.offers().get(0).failures());
        assertTrue(incidents.size() < 100, messages());
    }

    @Test
    void whileItIsAskedTheContextClassLoaderIsItsOwn() {
        List<ClassLoader> seen = new CopyOnWriteArrayList<>();
        Supplier<String> strategy = () -> {
            seen.add(Thread.currentThread().getContextClassLoader());
            return "fine";
        };
        offer(rare, strategy);

        assertEquals("fine", decide(rare));

        assertEquals(List.of(strategy.getClass().getClassLoader()), seen);
    }

    @Test
    void aThreadThatIsInterruptedWhileItAsksKeepsItsInterruption() {
        offer(rare, () -> {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            return "late";
        });
        Thread.currentThread().interrupt();

        assertEquals("built-in", decide(rare));

        assertTrue(Thread.interrupted());
        assertEquals(0, rare.offers().get(0).failures());
    }

    @Test
    void strategiesThatNeverComeBackDoNotStopOthersFromBeingAsked() {
        CountDownLatch release = new CountDownLatch(1);
        offer(rare, () -> {
            block(release);
            return "late";
        });
        StrategySlot<Supplier<String>> other = slot(StrategyKind.RESTART);
        offer(other, () -> "good");

        assertEquals("built-in", decide(rare));

        until(() -> decide(other).equals("good"));
        release.countDown();
    }
}
