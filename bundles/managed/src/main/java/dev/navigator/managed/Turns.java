package dev.navigator.managed;

import dev.navigator.api.text.LogEvent;
import dev.navigator.managed.Life.Phase;
import dev.navigator.managed.Supervised.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whose turn it is. A process starts when its delay is over, everything before it has been started, and what it depends on
 * is ready. One that is held up by a dependency in trouble holds up only those that depend on it.
 */
final class Turns {

    private final List<Supervised> order;
    private final long origin;

    /**
     * @param order the order of starting
     * @param origin when Navigator started; start delays count from it
     */
    Turns(List<Supervised> order, long origin) {
        this.order = order;
        this.origin = origin;
    }

    /** What a process that has to wait for its turn waits for, for people; empty when it may start. */
    Optional<String> waitsFor(Supervised process, long now) {
        Duration delay = delayLeft(process, now);
        if (!delay.isZero()) {
            return Optional.of(
                    "start delay: " + LogEvent.seconds(process.settings.startDelay()) + " after Navigator's start");
        }
        for (Supervised earlier : order) {
            if (earlier == process) {
                break;
            }
            if (!hadItsTurn(earlier)) {
                return Optional.of("waits for '" + earlier.name + "' to be started first");
            }
        }
        return waitsForDependency(process);
    }

    /** What a process needs to be ready before any start, the first or a later one. */
    Optional<String> waitsForDependency(Supervised process) {
        return process.settings.dependsOn().stream()
                .flatMap(name -> named(name).stream())
                .filter(needed -> !needed.ready() && !needed.done())
                .findFirst()
                .map(needed -> "waits for '" + needed.name + "' to be ready");
    }

    /** Zero unless it is still to be started for the first time. */
    Duration delayLeft(Supervised process, long now) {
        Duration left = process.settings.startDelay().minusNanos(now - origin);
        return process.launches > 0 || left.isNegative() ? Duration.ZERO : left;
    }

    private boolean hadItsTurn(Supervised process) {
        return switch (process.phase) {
            case STARTING, RUNNING, CLEARING -> !process.outdated() || process.wanted != Wanted.UP;
            case BACKING_OFF, FAILING, EXITED -> true;
            case WAITING -> process.wanted != Wanted.UP || heldUp(process);
            case LAUNCHING, STOPPING, CANCELLING, STOPPED -> process.wanted != Wanted.UP;
        };
    }

    private boolean heldUp(Supervised process) {
        return process.settings.dependsOn().stream()
                .flatMap(name -> named(name).stream())
                .anyMatch(this::inTrouble);
    }

    private boolean inTrouble(Supervised needed) {
        return ailing(needed)
                || needed.overdue != null
                || needed.phase == Phase.STOPPED
                || (needed.phase == Phase.EXITED && !needed.done());
    }

    /** Whether it is not as configured, without an operator having asked for that. */
    boolean ailing(Supervised process) {
        return switch (process.phase) {
            case BACKING_OFF, FAILING -> true;
            case STARTING -> process.overdue != null;
            case EXITED -> !process.exit.success();
            case WAITING -> heldUp(process);
            case LAUNCHING, RUNNING, CLEARING, STOPPING, CANCELLING, STOPPED -> false;
        };
    }

    private Optional<Supervised> named(String name) {
        return order.stream().filter(process -> process.name.equals(name)).findFirst();
    }
}
