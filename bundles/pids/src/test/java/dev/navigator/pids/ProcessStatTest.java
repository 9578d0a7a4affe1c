package dev.navigator.pids;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.pids.ProcessStat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessStatTest {

    private static final String AFTER_STATE =
            " 812 4711 4711 0 -1 4194304 90 0 0 0 1 2 0 0 20 0 1 0 88123 2789376 380 18446744073";

    @ParameterizedTest
    @ValueSource(strings = {"puma", "a b", ")", "(", ") R 1 2 3 (", "x) S 1", "", "line\nbreak", "\u00ff\u0000"})
    void theProgramsNameMayBeAnything(String name) {
        Optional<ProcessStat> stat = ProcessStat.parse("4711 (" + name + ") S" + AFTER_STATE);

        assertEquals(Optional.of(new ProcessStat(4711, false, 812, 4711, 4711, 88123)), stat);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z", "X", "x"})
    void whatIsOnlyAnEntryIsDead(String state) {
        assertEquals(
                Optional.of(true),
                ProcessStat.parse("4711 (puma) " + state + AFTER_STATE).map(ProcessStat::dead));
    }

    @ParameterizedTest
    @ValueSource(strings = {"R", "S", "D", "T", "t", "I"})
    void whatSleepsOrIsStoppedLives(String state) {
        assertEquals(
                Optional.of(false),
                ProcessStat.parse("4711 (puma) " + state + AFTER_STATE).map(ProcessStat::dead));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4711",
                "4711 (puma",
                "4711 (puma) ",
                "4711 (puma) S 812 4711",
                "x (puma) S 1 2 3 0 -1 4194304 90 0 0 0 1 2 0 0 20 0 1 0 88123 9",
                "4711 (puma) S a 2 3 0 -1 4194304 90 0 0 0 1 2 0 0 20 0 1 0 88123 9",
                "4711 (puma) SS 1 2 3 0 -1 4194304 90 0 0 0 1 2 0 0 20 0 1 0 88123 9",
                ") ( S"
            })
    void anotherLineIsNone(String line) {
        assertEquals(Optional.empty(), ProcessStat.parse(line));
    }

    @Test
    void theKernelMayAppendFieldsOrNone() {
        String shortest = "7 (a) S 1 7 7 0 -1 4194304 90 0 0 0 1 2 0 0 20 0 1 0 88123";

        assertEquals(
                ProcessStat.parse(shortest + "\n"), ProcessStat.parse(shortest + " 2789376 380 18446744073 0 0 new\n"));
    }
}
