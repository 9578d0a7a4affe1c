package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.testing.ManualScheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class CountdownTest {

    private final ManualScheduler clock = new ManualScheduler();
    /** Runs nothing while it is suspended. */
    private final Queue<Runnable> mailbox = new ArrayDeque<>();

    private final Countdown countdown = new Countdown(clock, mailbox::add);
    private final AtomicBoolean over = new AtomicBoolean();

    private void pass(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    private void run() {
        mailbox.forEach(Runnable::run);
        mailbox.clear();
    }

    @Test
    void itEndsInTime() {
        countdown.start(Duration.ofSeconds(4), () -> over.set(true));

        pass(4);
        run();

        assertTrue(over.get());
        assertFalse(countdown.running());
    }

    @Test
    void whoWasSuspendedMeanwhileLooksOnceMoreBeforeItEnds() {
        countdown.start(Duration.ofSeconds(4), () -> over.set(true));

        pass(20);
        run();
        assertFalse(over.get());
        pass(2);
        run();

        assertTrue(over.get());
    }

    @Test
    void thatLookIsTheLastHoweverLateItIs() {
        countdown.start(Duration.ofSeconds(4), () -> over.set(true));

        pass(20);
        run();
        pass(20);
        run();

        assertTrue(over.get());
    }

    @Test
    void whatIsStoppedInThatTimeDoesNotEnd() {
        countdown.start(Duration.ofSeconds(4), () -> over.set(true));

        pass(20);
        run();
        countdown.stop();
        pass(20);
        run();

        assertFalse(over.get());
    }
}
