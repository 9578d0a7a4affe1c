package dev.navigator.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> WORDS = List.of("start", "status", "stop", "restart", "ps");

    @Test
    void fewChangesLeadToTheWordThatWasMeant() {
        assertEquals(Optional.of("status"), Nearest.to("stauts", WORDS));
        assertEquals(Optional.of("stop"), Nearest.to("stp", WORDS));
        assertEquals(Optional.of("ps"), Nearest.to("p", WORDS));
    }

    @Test
    void manyChangesLeadNowhere() {
        assertEquals(Optional.empty(), Nearest.to("frobnicate", WORDS));
        assertEquals(Optional.empty(), Nearest.to("", List.of("start")));
        assertEquals(Optional.empty(), Nearest.to("start", List.of()));
    }
}
