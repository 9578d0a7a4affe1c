package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.navigator.managed.Life.Effect;
import dev.navigator.managed.Life.Event;
import dev.navigator.managed.Life.Phase;
import dev.navigator.managed.Life.Step;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LifeTest {

    /** Whatever is not listed changes nothing. */
    private static final String TABLE = """
            WAITING      TURN           LAUNCHING    LAUNCH
            WAITING      UNWANTED       STOPPED      SETTLE
            LAUNCHING    LAUNCHED       STARTING     CHECK_READY
            LAUNCHING    UNWANTED       CANCELLING   NONE
            LAUNCHING    FAILED         BACKING_OFF  SCHEDULE
            LAUNCHING    KEEPS_FAILING  FAILING      SCHEDULE
            LAUNCHING    FINISHED       EXITED       SETTLE
            STARTING     READY          RUNNING      ANNOUNCE
            STARTING     EXITED         CLEARING     CLEAR
            STARTING     UNWANTED       STOPPING     TERMINATE
            RUNNING      EXITED         CLEARING     CLEAR
            RUNNING      UNWANTED       STOPPING     TERMINATE
            CLEARING     UNWANTED       STOPPING     TERMINATE
            CLEARING     FAILED         BACKING_OFF  SCHEDULE
            CLEARING     KEEPS_FAILING  FAILING      SCHEDULE
            CLEARING     FINISHED       EXITED       SETTLE
            STOPPING     GONE           STOPPED      SETTLE
            CANCELLING   LAUNCHED       STOPPING     TERMINATE
            CANCELLING   FAILED         STOPPED      SETTLE
            CANCELLING   KEEPS_FAILING  STOPPED      SETTLE
            CANCELLING   FINISHED       STOPPED      SETTLE
            BACKING_OFF  TURN           LAUNCHING    LAUNCH
            BACKING_OFF  UNWANTED       STOPPED      SETTLE
            BACKING_OFF  FINISHED       EXITED       SETTLE
            FAILING      TURN           LAUNCHING    LAUNCH
            FAILING      UNWANTED       STOPPED      SETTLE
            FAILING      FINISHED       EXITED       SETTLE
            STOPPED      WANTED         WAITING      NONE
            EXITED       WANTED         WAITING      NONE
            EXITED       UNWANTED       STOPPED      SETTLE
            """;

    private record Pair(Phase phase, Event event) {}

    private static Map<Pair, Step> table() {
        Map<Pair, Step> table = new HashMap<>();
        TABLE.lines()
                .map(line -> line.split(" +"))
                .forEach(cell -> table.put(
                        new Pair(Phase.valueOf(cell[0]), Event.valueOf(cell[1])),
                        new Step(Phase.valueOf(cell[2]), Effect.valueOf(cell[3]))));
        return table;
    }

    static Stream<Arguments> everyPair() {
        Map<Pair, Step> table = table();
        return Arrays.stream(Phase.values()).flatMap(phase -> Arrays.stream(Event.values())
                .map(event -> Arguments.of(
                        phase, event, table.getOrDefault(new Pair(phase, event), new Step(phase, Effect.NONE)))));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("everyPair")
    void everyPhaseAnswersEveryEvent(Phase phase, Event event, Step expected) {
        assertEquals(expected, Life.step(phase, event));
    }

    @Test
    void whateverIsUnwantedIsDownOrOnItsWay() {
        Set<Phase> downOrLeaving = EnumSet.of(Phase.STOPPING, Phase.CANCELLING, Phase.STOPPED);

        for (Phase phase : Phase.values()) {
            assertEquals(
                    true,
                    downOrLeaving.contains(Life.step(phase, Event.UNWANTED).phase()),
                    phase.name());
        }
    }

    @Test
    void nothingIsLaunchedTwice() {
        for (Phase phase : EnumSet.of(Phase.LAUNCHING, Phase.STARTING, Phase.RUNNING, Phase.CLEARING, Phase.STOPPING)) {
            for (Event event : Event.values()) {
                assertNotEquals(Effect.LAUNCH, Life.step(phase, event).effect(), phase + " " + event);
            }
        }
    }
}
