package dev.navigator.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.api.config.ManagedProcessSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartOrderTest {

    private static List<String> order(Settings... settings) {
        return StartOrder.of(Settings.all(settings)).stream()
                .map(ManagedProcessSettings::name)
                .toList();
    }

    @Test
    void itIsTheOrderOfTheFile() {
        assertEquals(List.of("b", "a", "c"), order(Settings.of("b"), Settings.of("a"), Settings.of("c")));
    }

    @Test
    void aProcessComesAfterAllItDependsOn() {
        assertEquals(
                List.of("c", "b", "a", "d"),
                order(
                        Settings.of("a").dependsOn("b", "c"),
                        Settings.of("b").dependsOn("c"),
                        Settings.of("c"),
                        Settings.of("d")));
    }

    @Test
    void unknownNamesAndCyclesAreNoObstacle() {
        assertEquals(
                List.of("c", "a", "b"),
                order(
                        Settings.of("a").dependsOn("b"),
                        Settings.of("b").dependsOn("a"),
                        Settings.of("c").dependsOn("nobody")));
    }
}
