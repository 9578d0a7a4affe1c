package dev.navigator.itests;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions. */
final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);

    private Await() {}

    /** Returns as soon as {@code condition} holds; fails, naming it, if it does not in good time. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, PATIENCE, condition);
    }

    static void until(String what, Duration patience, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                fail("did not come to pass within " + patience.toSeconds() + "s: " + what);
            }
            LockSupport.parkNanos(LOOK);
        }
    }
}
