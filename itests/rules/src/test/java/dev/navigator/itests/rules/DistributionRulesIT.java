package dev.navigator.itests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DistributionRulesIT {

    /** Bundles of ours that are to live under the same rule as those of third parties. */
    private static final List<String> PLUGINS = List.of("dev.navigator.strategies");

    private static List<Bundle> ours = List.of();
    private static Bundle api = new Bundle("none", Set.of(), Map.of(), List.of());

    @BeforeAll
    static void readTheDistribution() throws IOException {
        Path bundles = Path.of(System.getProperty("navigator.home"), "bundles");
        ours = BundleReader.readAll(bundles).stream().filter(Bundle::isOurs).toList();
        api = ours.stream().filter(Bundle::isApi).findFirst().orElseThrow();
    }

    @Test
    void thereIsSomethingToJudge() {
        List<String> empty = implementations()
                .filter(bundle -> bundle.types().isEmpty())
                .map(Bundle::name)
                .toList();

        assertEquals(List.of(), empty);
        assertTrue(api.types().size() > 10);
        assertFalse(api.exports().isEmpty());
    }

    @Test
    void rule1TheApiStandsAlone() {
        assertEquals(List.of(), ImportRules.apiStandsAlone(api));
    }

    @Test
    void rule2ImplementationsMeetThroughServices() {
        assertEquals(
                List.of(),
                implementations()
                        .flatMap(bundle -> ImportRules.implementationsMeetThroughServices(bundle).stream())
                        .toList());
    }

    @Test
    void rule3ConsumersAndProvidersAreApart() {
        assertEquals(List.of(), ImportRules.consumersAndProvidersAreApart(api));
    }

    @Test
    void rule3PluginsUseOnlyTheSpi() {
        List<Bundle> plugins =
                ours.stream().filter(bundle -> PLUGINS.contains(bundle.name())).toList();

        assertEquals(PLUGINS.size(), plugins.size());
        assertEquals(
                List.of(),
                plugins.stream()
                        .flatMap(plugin -> ImportRules.pluginsUseOnlyTheSpi(plugin, api).stream())
                        .toList());
    }

    @Test
    void rule4LibrariesStayAtHome() {
        assertEquals(
                List.of(),
                implementations()
                        .flatMap(bundle -> ImportRules.librariesStayAtHome(bundle).stream())
                        .toList());
    }

    private static Stream<Bundle> implementations() {
        return ours.stream().filter(Bundle::isImplementation);
    }
}
