package dev.navigator.managed;

import dev.navigator.api.managed.ManagedState;

/**
 * What can happen to a managed process and what follows: a total, pure function from phase and event to the next phase and
 * an effect. What is wanted of a process is not known here; it arrives as events.
 */
final class Life {

    /** What is observed of a process. */
    enum Phase {
        /** Its turn has not come. */
        WAITING(ManagedState.WAITING),
        /** The operating system was asked to start it. */
        LAUNCHING(ManagedState.STARTING),
        /** Runs, its ready check not yet passed. */
        STARTING(ManagedState.STARTING),
        RUNNING(ManagedState.RUNNING),
        /** Ended by itself; what is left of its group is being terminated. */
        CLEARING(ManagedState.STOPPING),
        /** Asked to go. */
        STOPPING(ManagedState.STOPPING),
        /** Asked to go before the operating system had answered. */
        CANCELLING(ManagedState.STOPPING),
        BACKING_OFF(ManagedState.BACKING_OFF),
        FAILING(ManagedState.FAILING),
        STOPPED(ManagedState.STOPPED),
        EXITED(ManagedState.EXITED);

        private final ManagedState shown;

        Phase(ManagedState shown) {
            this.shown = shown;
        }

        /** The same for operators. */
        ManagedState shown() {
            return shown;
        }

        /** Whether there is, or is about to be, a process that nobody has asked to go. */
        boolean up() {
            return this == LAUNCHING || this == STARTING || this == RUNNING;
        }

        /** Whether it is on its way down because it was asked to. */
        boolean leaving() {
            return this == STOPPING || this == CANCELLING;
        }

        /** Whether it is down, or on its way, because it was asked to. */
        boolean unwanted() {
            return leaving() || this == STOPPED;
        }

        /** Whether its next start is a matter of time. */
        boolean between() {
            return this == BACKING_OFF || this == FAILING;
        }
    }

    /** What happens. */
    enum Event {
        /** Wanted up; it may have to wait for its turn. */
        WANTED,
        /** It may start now: its turn came, its interval is over, or an operator insists. */
        TURN,
        LAUNCHED,
        READY,
        /** Not wanted as it is. */
        UNWANTED,
        /** The process ended without being asked to. */
        EXITED,
        /** Nothing is left of a process that was asked to go. */
        GONE,
        /** Ended, or could not be started: to be started again. */
        FAILED,
        /** The same, once too often. */
        KEEPS_FAILING,
        /** Ended, and not to be started again. */
        FINISHED
    }

    /** What is to be done. */
    enum Effect {
        NONE,
        LAUNCH,
        CHECK_READY,
        /** It is ready: those that wait for it may go on. */
        ANNOUNCE,
        /** End the group, gently first. */
        TERMINATE,
        /** Keep the last output, then end what is left of the group. */
        CLEAR,
        /** Find out when to start it again. */
        SCHEDULE,
        /** It is down: no timer may be left, and whoever waits for the end is told. */
        SETTLE
    }

    record Step(Phase phase, Effect effect) {}

    private Life() {}

    static Step step(Phase phase, Event event) {
        return switch (phase) {
            case WAITING ->
                switch (event) {
                    case TURN -> new Step(Phase.LAUNCHING, Effect.LAUNCH);
                    case UNWANTED -> new Step(Phase.STOPPED, Effect.SETTLE);
                    default -> ignored(phase);
                };
            case LAUNCHING ->
                switch (event) {
                    case LAUNCHED -> new Step(Phase.STARTING, Effect.CHECK_READY);
                    case UNWANTED -> new Step(Phase.CANCELLING, Effect.NONE);
                    default -> verdict(phase, event);
                };
            case STARTING ->
                switch (event) {
                    case READY -> new Step(Phase.RUNNING, Effect.ANNOUNCE);
                    default -> alive(phase, event);
                };
            case RUNNING -> alive(phase, event);
            case CLEARING ->
                event == Event.UNWANTED ? new Step(Phase.STOPPING, Effect.TERMINATE) : verdict(phase, event);
            case STOPPING -> event == Event.GONE ? new Step(Phase.STOPPED, Effect.SETTLE) : ignored(phase);
            case CANCELLING ->
                switch (event) {
                    case LAUNCHED -> new Step(Phase.STOPPING, Effect.TERMINATE);
                    case FAILED, KEEPS_FAILING, FINISHED -> new Step(Phase.STOPPED, Effect.SETTLE);
                    default -> ignored(phase);
                };
            case BACKING_OFF, FAILING ->
                switch (event) {
                    case TURN -> new Step(Phase.LAUNCHING, Effect.LAUNCH);
                    case UNWANTED -> new Step(Phase.STOPPED, Effect.SETTLE);
                    case FINISHED -> new Step(Phase.EXITED, Effect.SETTLE);
                    default -> ignored(phase);
                };
            case STOPPED -> event == Event.WANTED ? new Step(Phase.WAITING, Effect.NONE) : ignored(phase);
            case EXITED ->
                switch (event) {
                    case WANTED -> new Step(Phase.WAITING, Effect.NONE);
                    case UNWANTED -> new Step(Phase.STOPPED, Effect.SETTLE);
                    default -> ignored(phase);
                };
        };
    }

    private static Step alive(Phase phase, Event event) {
        return switch (event) {
            case EXITED -> new Step(Phase.CLEARING, Effect.CLEAR);
            case UNWANTED -> new Step(Phase.STOPPING, Effect.TERMINATE);
            default -> ignored(phase);
        };
    }

    private static Step verdict(Phase phase, Event event) {
        return switch (event) {
            case FAILED -> new Step(Phase.BACKING_OFF, Effect.SCHEDULE);
            case KEEPS_FAILING -> new Step(Phase.FAILING, Effect.SCHEDULE);
            case FINISHED -> new Step(Phase.EXITED, Effect.SETTLE);
            default -> ignored(phase);
        };
    }

    /** Late or repeated: an ordinary case. */
    private static Step ignored(Phase phase) {
        return new Step(phase, Effect.NONE);
    }
}
