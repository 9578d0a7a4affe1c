package dev.navigator.pool;

import dev.navigator.api.pool.Occupancy;
import dev.navigator.api.runtime.Scheduler;
import java.time.Duration;

/**
 * Stops an instance that has been idle for its tenant's {@code idle_timeout}, by the monotonic clock. One timer, which looks
 * when that could first be the case and then, if need be, again. A timeout of zero means never. Belongs to the tenant's
 * mailbox.
 */
final class IdleWatch {

    private final Scheduler scheduler;
    private final Keeper keeper;
    private final Occupancy occupancy;
    private final Runnable stop;
    private final Countdown countdown;

    /**
     * @param stop run once the occupancy is closed for good
     */
    IdleWatch(Scheduler scheduler, Keeper keeper, Occupancy occupancy, Runnable stop) {
        this.scheduler = scheduler;
        this.keeper = keeper;
        this.occupancy = occupancy;
        this.stop = stop;
        countdown = new Countdown(scheduler, keeper);
    }

    /** Begins, or begins anew with a timeout that has changed. */
    void begin() {
        countdown.stop();
        if (!timeout().isZero()) {
            lookAfter(left());
        }
    }

    void cancel() {
        countdown.stop();
    }

    private void lookAfter(Duration delay) {
        countdown.start(delay, this::look);
    }

    private void look() {
        Duration left = left();
        if (positive(left)) {
            lookAfter(left);
        } else if (keeper.canSpareOne() && closeIfStillIdle()) {
            stop.run();
        } else {
            lookAfter(timeout());
        }
    }

    /** How long it has to stay idle from now on to be stopped. */
    private Duration left() {
        return occupancy.inFlight() > 0
                ? timeout()
                : timeout().minusNanos(scheduler.nanoTime() - occupancy.idleSince());
    }

    /** A request may have come and gone since we looked. */
    private boolean closeIfStillIdle() {
        if (!occupancy.closeIfIdle()) {
            return false;
        }
        if (positive(left())) {
            occupancy.reopen();
            return false;
        }
        return true;
    }

    private Duration timeout() {
        return keeper.settings().timeouts().idle();
    }

    private static boolean positive(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0;
    }
}
