package dev.navigator.api.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.strategy.VersionPin.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VersionPinTest {

    private final List<StrategyIncident> incidents = new ArrayList<>();
    private final StrategySlot<Supplier<String>> slot =
            new StrategySlot<>(StrategyKind.PORT_SELECTOR, () -> "built-in", incidents::add);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [1.0,2.0)     | 1.0.0         | true
            [1.0,2.0)     | 1.99.7.beta   | true
            [1.0,2.0)     | 2.0.0         | false
            [1.0, 2.0)    | 0.9           | false
            (1.0,2.0]     | 1.0.0         | false
            (1.0,2.0]     | 2.0.0         | true
            (1.0,2.0]     | 2.0.0.a       | false
            1.2           | 1.2.0         | true
            1.2           | 7             | true
            1.2           | 1.1.9         | false
            [1.0,1.0]     | 1.0.0         | true
            [1,2)         | 1.10.0        | true
            """)
    void includesWhatOsgiSaysItDoes(String range, String version, boolean included) {
        assertEquals(included, VersionPin.parse(range).includes(Version.parse(version)));
    }

    private void offer(String version, int ranking) {
        slot.offer(
                () -> version,
                Map.of(StrategyOffer.NAME_PROPERTY, "hashed", "service.ranking", ranking, "service.bundleid", 9L),
                "org.acme",
                version);
    }

    private String decide(String range) {
        StrategyChoice choice = new StrategyChoice(Optional.of("hashed"), Optional.of(range), Map.of());
        return slot.decide(choice, Supplier::get, answer -> true);
    }

    @Test
    void twoVersionsServeSideBySide() {
        offer("1.4.0", 0);
        offer("2.1.0", 10);

        assertEquals("1.4.0", decide("[1.0,2.0)"));
        assertEquals("2.1.0", decide("[2.0,3.0)"));
        assertEquals("2.1.0", slot.decide(StrategyChoice.named("hashed"), Supplier::get, answer -> true));
    }

    @Test
    void aVersionThatNobodyOffersIsServedByTheBuiltInAndToldOnce() {
        offer("2.1.0", 0);

        assertEquals("built-in", decide("[1,2)"));
        assertEquals("built-in", decide("[1,2)"));

        assertEquals(1, incidents.size());
        String message = incidents.get(0).message();
        assertTrue(message.contains("in version [1,2), only org.acme 2.1.0 (9)"), message);
    }
}
