package dev.navigator.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts how often in a row a tenant's instances failed, and spaces their starts once that is too often. Belongs to the
 * tenant's mailbox.
 *
 * <p>A row of failed starts ends when an instance becomes ready. A row of crashes ends when an instance has proven itself:
 * one that becomes ready only to fall over its first requests has not.
 */
final class Backoff {

    private static final int PATIENCE = 3;

    /** Asks the restart policy. */
    @FunctionalInterface
    interface Policy {
        /**
         * @return how long to wait before the next start; empty to give up
         */
        Optional<Duration> delay(int failures);
    }

    private int failedStarts;
    private int crashes;
    private boolean givenUp;
    private boolean spaced;
    private long notBefore;

    /** An instance became ready. */
    void ready() {
        failedStarts = 0;
        resume();
    }

    /** An instance has done well. */
    void proven() {
        crashes = 0;
    }

    /** Somebody asks for another try. */
    void forget() {
        failedStarts = 0;
        crashes = 0;
        resume();
    }

    void startFailed(long now, Policy policy) {
        failedStarts++;
        space(now, policy);
    }

    void crashed(long now, Policy policy) {
        crashes++;
        space(now, policy);
    }

    /** Something is lacking that has nothing to do with the tenant. */
    void pause(long until) {
        spaced = true;
        notBefore = until;
    }

    /** Whether nothing is to be started now. */
    boolean blocks(long now) {
        return givenUp || (spaced && notBefore - now > 0);
    }

    /** When something may be started again; empty when nobody knows. */
    OptionalLong unblocked() {
        return givenUp ? OptionalLong.empty() : OptionalLong.of(notBefore);
    }

    private void space(long now, Policy policy) {
        int failures = failedStarts + crashes;
        if (failures >= PATIENCE) {
            Optional<Duration> delay = policy.delay(failures);
            givenUp = delay.isEmpty();
            delay.ifPresent(wait -> pause(now + wait.toNanos()));
        }
    }

    private void resume() {
        givenUp = false;
        spaced = false;
    }
}
