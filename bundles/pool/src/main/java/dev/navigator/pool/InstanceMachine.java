package dev.navigator.pool;

import static dev.navigator.pool.InstanceMachine.Effect.CLEAR;
import static dev.navigator.pool.InstanceMachine.Effect.DRAIN;
import static dev.navigator.pool.InstanceMachine.Effect.FAIL;
import static dev.navigator.pool.InstanceMachine.Effect.FREE;
import static dev.navigator.pool.InstanceMachine.Effect.LAUNCH;
import static dev.navigator.pool.InstanceMachine.Effect.PROBE;
import static dev.navigator.pool.InstanceMachine.Effect.REPORT;
import static dev.navigator.pool.InstanceMachine.Effect.SERVE;
import static dev.navigator.pool.InstanceMachine.Effect.TERMINATE;
import static dev.navigator.pool.InstanceMachine.Effect.WITHDRAW;

import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.Occupancy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The life of an instance: a total, pure function from what is observed of it and what happens to what is observed then and
 * what is to be done. What is <em>wanted</em> of an instance is the tenant's affair and arrives here as events.
 */
final class InstanceMachine {

    /** What is observed of an instance. */
    enum Phase {
        /** Asked for; what it depends on is not ready, or others start first. */
        WAITING,
        /** Being launched, or running and not yet ready. */
        STARTING,
        SERVING,
        /** Serves what it has and gets nothing new. */
        DRAINING,
        /** To be terminated; its group may still run. */
        STOPPING,
        /** Ended without being asked to; its group may still run. */
        CRASHED,
        /** Nothing is left of it. */
        GONE;

        /** The same for operators, to whom it matters whether a serving instance has something to do. */
        InstanceState shown(@Nullable Occupancy occupancy) {
            return switch (this) {
                case WAITING, STARTING -> InstanceState.STARTING;
                case SERVING -> serving(occupancy);
                case DRAINING, STOPPING -> InstanceState.STOPPING;
                case CRASHED, GONE -> InstanceState.CRASHED;
            };
        }

        private static InstanceState serving(@Nullable Occupancy occupancy) {
            if (occupancy != null && occupancy.inFlight() > 0) {
                return InstanceState.BUSY;
            }
            return occupancy != null && occupancy.used() ? InstanceState.IDLE : InstanceState.READY;
        }
    }

    /** What can happen. */
    enum Event {
        /** What it depends on is ready, and it is its turn among all tenants' starts. */
        ADMITTED,
        /** There is a process. */
        LAUNCHED,
        /** There is none, and nothing is left behind. */
        LAUNCH_FAILED,
        READY,
        /** It took too long: to become ready, or to finish what it serves. */
        OVERDUE,
        /** To go once it has served what it has. */
        RETIRED,
        /** It has. */
        DRAINED,
        /** To go now. */
        UNWANTED,
        /** Nobody listens on its port any more, whatever its process does. */
        DEAF,
        /** It answers nothing any more, its health check included. */
        HUNG,
        /** Its process has ended. */
        EXITED,
        /** Nothing is left of its process's group. */
        VANISHED
    }

    /** What is to be done, in this order. */
    enum Effect {
        LAUNCH,
        PROBE,
        /** Offer it to requests. */
        SERVE,
        /** Give it no more requests. */
        WITHDRAW,
        /** Wait until it serves nothing. */
        DRAIN,
        /** Tell everybody concerned that the start failed. */
        FAIL,
        /** Tell that it crashed. */
        REPORT,
        /** End the group, gently first. */
        TERMINATE,
        /** End what a dead process left of its group. */
        CLEAR,
        /** Give back port, PID file and place. */
        FREE
    }

    record Step(Phase phase, List<Effect> effects) {
        private Step(Phase phase, Effect... effects) {
            this(phase, List.of(effects));
        }
    }

    private InstanceMachine() {}

    static Step step(Phase phase, Event event) {
        return switch (phase) {
            case WAITING ->
                switch (event) {
                    case ADMITTED -> new Step(Phase.STARTING, LAUNCH);
                    case OVERDUE -> new Step(Phase.GONE, FAIL, FREE);
                    case RETIRED, UNWANTED -> new Step(Phase.GONE, FREE);
                    default -> late(phase);
                };
            case STARTING ->
                switch (event) {
                    case LAUNCHED -> new Step(phase, PROBE);
                    case LAUNCH_FAILED, VANISHED -> new Step(Phase.GONE, FAIL, FREE);
                    case READY -> new Step(Phase.SERVING, SERVE);
                    case OVERDUE -> new Step(Phase.STOPPING, FAIL, TERMINATE);
                    case RETIRED, UNWANTED -> new Step(Phase.STOPPING, TERMINATE);
                    case EXITED -> new Step(Phase.CRASHED, FAIL, CLEAR);
                    default -> late(phase);
                };
            case SERVING ->
                switch (event) {
                    case RETIRED -> new Step(Phase.DRAINING, WITHDRAW, DRAIN);
                    case UNWANTED -> new Step(Phase.STOPPING, WITHDRAW, TERMINATE);
                    case DEAF, HUNG, EXITED -> new Step(Phase.CRASHED, WITHDRAW, REPORT, CLEAR);
                    case VANISHED -> new Step(Phase.GONE, WITHDRAW, REPORT, FREE);
                    default -> late(phase);
                };
            case DRAINING ->
                switch (event) {
                    case DRAINED, OVERDUE, UNWANTED -> new Step(Phase.STOPPING, TERMINATE);
                    case DEAF, EXITED -> new Step(Phase.CRASHED, REPORT, CLEAR);
                    case VANISHED -> new Step(Phase.GONE, REPORT, FREE);
                    default -> late(phase);
                };
            case STOPPING ->
                switch (event) {
                    case LAUNCHED, UNWANTED -> new Step(phase, TERMINATE);
                    case LAUNCH_FAILED, VANISHED -> new Step(Phase.GONE, FREE);
                    default -> late(phase);
                };
            case CRASHED ->
                switch (event) {
                    case UNWANTED -> new Step(phase, CLEAR);
                    case VANISHED -> new Step(Phase.GONE, FREE);
                    default -> late(phase);
                };
            case GONE -> late(phase);
        };
    }

    /** Too late, too early or repeated: an ordinary case. */
    private static Step late(Phase phase) {
        return new Step(phase);
    }
}
