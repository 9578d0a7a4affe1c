package dev.navigator.config.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest
    @CsvSource({"'',abc,3", "abc,abc,0", "kitten,sitting,3", "max_sise,max_size,1", "abc,acb,2", "a,b,1"})
    void theDistanceIsLevenshteins(String a, String b, int distance) {
        assertEquals(distance, Nearest.distance(a, b));
        assertEquals(distance, Nearest.distance(b, a));
    }

    @Test
    void theNearestNameIsFound() {
        assertEquals("max_processes", Nearest.to("max_proceses", List.of("max_queue", "max_processes", "max_size")));
    }

    @Test
    void amongNoNamesThereIsNone() {
        assertNull(Nearest.to("a", List.of()));
    }

    @Test
    void aVeryLongNameCostsNothing() {
        assertEquals("xx", Nearest.to("x".repeat(4_000_000), List.of("a", "xx")));
    }
}
