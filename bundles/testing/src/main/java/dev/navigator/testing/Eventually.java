package dev.navigator.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what is going to be true; the test's time limit ends it otherwise. */
public final class Eventually {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Eventually() {}

    /** Returns as soon as {@code condition} is true; the test's own time limit, which interrupts, bounds it. */
    public static void holds(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("it did not come true in time");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
