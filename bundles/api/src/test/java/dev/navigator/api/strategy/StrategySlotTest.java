package dev.navigator.api.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class StrategySlotTest {

    private final List<StrategyIncident> incidents = new ArrayList<>();
    private final StrategySlot<Supplier<String>> slot =
            new StrategySlot<>(StrategyKind.PORT_SELECTOR, () -> "built-in", incidents::add);

    private String decide(StrategyChoice choice) {
        return slot.decide(choice, Supplier::get, answer -> answer != null && !answer.isEmpty());
    }

    private String decide() {
        return decide(StrategyChoice.ANY);
    }

    private Supplier<String> offer(String name, int ranking, long id, Supplier<String> strategy) {
        slot.offer(
                strategy,
                Map.of(
                        StrategyOffer.NAME_PROPERTY,
                        name,
                        "service.ranking",
                        ranking,
                        "service.id",
                        id,
                        "service.bundleid",
                        17L));
        return strategy;
    }

    private Supplier<String> offer(String name, int ranking, long id) {
        return offer(name, ranking, id, () -> name);
    }

    @Test
    void theBuiltInAnswersWhenNothingIsOffered() {
        assertEquals("built-in", decide());
        assertEquals(Optional.empty(), slot.serving(StrategyChoice.ANY));
        assertTrue(incidents.isEmpty());
    }

    @Test
    void theHighestRankingServesAndAmongEqualsTheOldest() {
        offer("low", -100, 1);
        offer("young", 0, 3);
        offer("old", 0, 2);

        assertEquals("old", decide());
        assertEquals(
                List.of("old", "young", "low"),
                slot.offers().stream().map(StrategyOffer::name).toList());
    }

    @Test
    void aNameIsServedByItsBearerWhateverTheRanking() {
        offer("low", -100, 1);
        offer("high", 100, 2);

        assertEquals("low", decide(StrategyChoice.named("low")));
    }

    @Test
    void aNameThatNobodyBearsIsServedByTheBuiltInAndToldOnce() {
        offer("other", 0, 1);

        assertEquals("built-in", decide(StrategyChoice.named("hashed")));
        assertEquals("built-in", decide(StrategyChoice.named("hashed")));

        assertEquals(1, incidents.size());
        assertTrue(
                incidents.get(0).message().contains("'hashed'"),
                incidents.get(0).message());
        assertTrue(
                incidents.get(0).message().contains("port_selector"),
                incidents.get(0).message());
    }

    @Test
    void withoutANameTheClassNameServesAsOne() {
        slot.offer(new Nameless(), new HashMap<>());

        assertEquals("Nameless", slot.offers().get(0).name());
        assertEquals("nameless", decide(StrategyChoice.named("Nameless")));
    }

    private static final class Nameless implements Supplier<String> {
        @Override
        public String get() {
            return "nameless";
        }
    }

    @Test
    void aWithdrawnStrategyIsAskedNoMore() {
        Supplier<String> gone = offer("gone", 0, 1);

        slot.withdraw(gone);

        assertEquals("built-in", decide());
    }

    @Test
    void aDecisionUnderWayEndsWithTheStrategyItBeganWith() {
        List<Supplier<String>> self = new ArrayList<>();
        self.add(offer("first", 0, 1, () -> {
            slot.withdraw(self.get(0));
            return "first";
        }));

        assertEquals("first", decide());
        assertEquals("built-in", decide());
    }

    @Test
    void whatThrowsIsReplacedByTheBuiltInAndAttributed() {
        IllegalStateException broken = new IllegalStateException("broken");
        offer("bad", 0, 1, () -> {
            throw broken;
        });

        assertEquals("built-in", decide());

        StrategyIncident incident = incidents.get(0);
        assertSame(broken, incident.cause());
        assertTrue(
                incident.message().contains("'bad'") && incident.message().contains("bundle 17"), incident.message());
    }

    @Test
    void classesThatDoNotLinkAreContainedToo() {
        offer("bad", 0, 1, () -> {
            throw new NoClassDefFoundError("org/acme/Gone");
        });

        assertEquals("built-in", decide());
    }

    @Test
    void nonsenseIsReplacedByTheBuiltIn() {
        offer("bad", 0, 1, () -> "");

        assertEquals("built-in", decide());
        assertTrue(
                incidents.get(0).message().contains("nonsense"),
                incidents.get(0).message());
    }

    @Test
    void afterFiveFailuresInARowAStrategyIsQuarantined() {
        int[] asked = {0};
        offer("bad", 0, 1, () -> {
            asked[0]++;
            throw new IllegalStateException("broken");
        });

        IntStream.range(0, 10).forEach(i -> decide());

        assertEquals(5, asked[0]);
        assertEquals(5, slot.offers().get(0).failures());
        assertTrue(slot.offers().get(0).quarantined());
        assertEquals(List.of(), slot.strategies());
    }

    @Test
    void whatOneTenantHasConfiguredWronglyDoesNotCostTheOthersTheirStrategy() {
        boolean[] wrong = {true};
        offer("jar", 0, 1, () -> {
            if (wrong[0]) {
                throw new IllegalArgumentException("there are 2 jars; name one with option 'jar'");
            }
            return "java";
        });

        IntStream.range(0, 10).forEach(i -> assertEquals("built-in", decide()));
        wrong[0] = false;

        assertEquals("java", decide());
        assertEquals(10, slot.offers().get(0).failures());
        assertTrue(
                incidents.get(0).message().contains("IllegalArgumentException"),
                () -> incidents.get(0).message());
    }

    @Test
    void theNextOneServesInsteadOfAQuarantinedOne() {
        offer("good", -1, 1);
        offer("bad", 0, 2, () -> "");

        IntStream.range(0, 5).forEach(i -> assertEquals("built-in", decide()));

        assertEquals("good", decide());
    }

    @Test
    void oneGoodAnswerBeginsTheCountAgain() {
        int[] asked = {0};
        offer("moody", 0, 1, () -> ++asked[0] % 5 == 0 ? "fine" : "");

        IntStream.range(0, 20).forEach(i -> decide());

        assertEquals(20, asked[0]);
        assertFalse(slot.offers().get(0).quarantined());
        assertEquals(16, slot.offers().get(0).failures());
    }

    @Test
    void whatIsOfferedAnewHasItsQuarantineBehindIt() {
        Supplier<String> bad = offer("bad", 0, 1, () -> "");
        IntStream.range(0, 5).forEach(i -> decide());

        slot.withdraw(bad);
        offer("bad", 0, 2, () -> "mended");

        assertEquals("mended", decide());
    }

    @Test
    void strategiesMayComeAndGoWhileManyDecide() {
        offer("steady", 0, 1);
        List<String> answers = IntStream.range(0, 20_000)
                .parallel()
                .mapToObj(i -> {
                    if (i % 100 == 0) {
                        slot.withdraw(offer("passing", 1, i));
                    }
                    return decide();
                })
                .distinct()
                .toList();

        assertTrue(List.of("steady", "passing").containsAll(answers), answers.toString());
        assertEquals(1, slot.offers().size());
    }
}
