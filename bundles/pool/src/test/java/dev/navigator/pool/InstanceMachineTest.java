package dev.navigator.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.pool.InstanceState;
import dev.navigator.api.pool.Occupancy;
import dev.navigator.pool.InstanceMachine.Effect;
import dev.navigator.pool.InstanceMachine.Event;
import dev.navigator.pool.InstanceMachine.Phase;
import dev.navigator.pool.InstanceMachine.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class InstanceMachineTest {

    /** Phase, event, next phase, effects. What is not here changes nothing. */
    private static final String TABLE = """
            WAITING   ADMITTED       STARTING  LAUNCH
            WAITING   OVERDUE        GONE      FAIL FREE
            WAITING   RETIRED        GONE      FREE
            WAITING   UNWANTED       GONE      FREE
            STARTING  LAUNCHED       STARTING  PROBE
            STARTING  LAUNCH_FAILED  GONE      FAIL FREE
            STARTING  READY          SERVING   SERVE
            STARTING  OVERDUE        STOPPING  FAIL TERMINATE
            STARTING  RETIRED        STOPPING  TERMINATE
            STARTING  UNWANTED       STOPPING  TERMINATE
            STARTING  EXITED         CRASHED   FAIL CLEAR
            STARTING  VANISHED       GONE      FAIL FREE
            SERVING   RETIRED        DRAINING  WITHDRAW DRAIN
            SERVING   UNWANTED       STOPPING  WITHDRAW TERMINATE
            SERVING   DEAF           CRASHED   WITHDRAW REPORT CLEAR
            SERVING   HUNG           CRASHED   WITHDRAW REPORT CLEAR
            SERVING   EXITED         CRASHED   WITHDRAW REPORT CLEAR
            SERVING   VANISHED       GONE      WITHDRAW REPORT FREE
            DRAINING  DRAINED        STOPPING  TERMINATE
            DRAINING  OVERDUE        STOPPING  TERMINATE
            DRAINING  UNWANTED       STOPPING  TERMINATE
            DRAINING  DEAF           CRASHED   REPORT CLEAR
            DRAINING  EXITED         CRASHED   REPORT CLEAR
            DRAINING  VANISHED       GONE      REPORT FREE
            STOPPING  LAUNCHED       STOPPING  TERMINATE
            STOPPING  UNWANTED       STOPPING  TERMINATE
            STOPPING  LAUNCH_FAILED  GONE      FREE
            STOPPING  VANISHED       GONE      FREE
            CRASHED   UNWANTED       CRASHED   CLEAR
            CRASHED   VANISHED       GONE      FREE
            """;

    static Stream<Arguments> everyPair() {
        Map<String, String[]> rows = new HashMap<>();
        TABLE.lines().map(row -> row.split("\\s+")).forEach(row -> rows.put(row[0] + " " + row[1], row));
        return Stream.of(Phase.values())
                .flatMap(phase -> Stream.of(Event.values()).map(event -> {
                    String[] row = rows.get(phase + " " + event);
                    Phase next = row == null ? phase : Phase.valueOf(row[2]);
                    List<Effect> effects = row == null
                            ? List.of()
                            : Arrays.stream(row).skip(3).map(Effect::valueOf).toList();
                    return Arguments.of(phase, event, next, effects);
                }));
    }

    @ParameterizedTest(name = "{0} + {1} -> {2} {3}")
    @MethodSource("everyPair")
    void whatFollowsFromWhat(Phase phase, Event event, Phase next, List<Effect> effects) {
        Step step = InstanceMachine.step(phase, event);

        assertEquals(next, step.phase());
        assertEquals(effects, step.effects());
    }

    @ParameterizedTest(name = "{0} + {1} -> {2} {3}")
    @MethodSource("everyPair")
    void whatIsHeldIsGivenBackExactlyWhenAnInstanceGoes(Phase phase, Event event) {
        Step step = InstanceMachine.step(phase, event);

        boolean goes = phase != Phase.GONE && step.phase() == Phase.GONE;
        assertEquals(goes, step.effects().contains(Effect.FREE));
    }

    @ParameterizedTest(name = "{0} + {1} -> {2} {3}")
    @MethodSource("everyPair")
    void whoStopsServingIsWithdrawn(Phase phase, Event event) {
        Step step = InstanceMachine.step(phase, event);

        boolean stops = phase == Phase.SERVING && step.phase() != Phase.SERVING;
        assertEquals(stops, step.effects().contains(Effect.WITHDRAW));
    }

    @Test
    void operatorsSeeWhetherAServingInstanceHasSomethingToDo() {
        Occupancy occupancy = new Occupancy(0);
        assertEquals(InstanceState.READY, Phase.SERVING.shown(occupancy));

        assertTrue(occupancy.tryAcquire(1));
        assertFalse(occupancy.tryAcquire(1));
        assertEquals(InstanceState.BUSY, Phase.SERVING.shown(occupancy));

        occupancy.release();
        assertEquals(InstanceState.IDLE, Phase.SERVING.shown(occupancy));
    }

    @Test
    void operatorsSeeTheSixStatesOfTheSpecification() {
        assertEquals(InstanceState.STARTING, Phase.WAITING.shown(null));
        assertEquals(InstanceState.STARTING, Phase.STARTING.shown(null));
        assertEquals(InstanceState.STOPPING, Phase.DRAINING.shown(null));
        assertEquals(InstanceState.STOPPING, Phase.STOPPING.shown(null));
        assertEquals(InstanceState.CRASHED, Phase.CRASHED.shown(null));
    }
}
