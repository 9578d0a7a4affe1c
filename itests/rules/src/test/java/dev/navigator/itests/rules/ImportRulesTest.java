package dev.navigator.itests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.itests.rules.Type.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImportRulesTest {

    private static final Type PORTS =
            type("dev.navigator.api.ports.Ports", Role.PROVIDER, "dev.navigator.api.ports.Lease");
    private static final Type LEASE = type("dev.navigator.api.ports.Lease", Role.VALUE);
    private static final Type SELECTOR =
            type("dev.navigator.api.ports.spi.PortSelector", Role.CONSUMER, "dev.navigator.api.ports.Lease");

    @Test
    void anApiOfJavaAndAnnotationsKeepsRule1() {
        Bundle api = api(
                Map.of(),
                using("dev.navigator.api.ports.Ports", "java.util.List", "org.osgi.annotation.versioning.Version"));

        assertEquals(List.of(), ImportRules.apiStandsAlone(api));
    }

    @Test
    void anApiThatImportsOrUsesAnythingElseBreaksRule1() {
        Bundle api = new Bundle(
                Bundle.API,
                Set.of("org.slf4j"),
                Map.of(),
                List.of(using("dev.navigator.api.ports.Ports", "org.osgi.framework.Bundle")));

        assertEquals(
                List.of(
                        "rule 1: bundle 'dev.navigator.api' imports 'org.slf4j'",
                        "rule 1: bundle 'dev.navigator.api' uses 'org.osgi.framework'"),
                ImportRules.apiStandsAlone(api));
    }

    @Test
    void anImplementationOfTheApiAloneKeepsRule2() {
        Bundle pool = implementation(
                "dev.navigator.pool",
                Set.of("dev.navigator.api.ports", "org.slf4j"),
                using("dev.navigator.pool.Pool", "dev.navigator.api.ports.Ports", "dev.navigator.pool.state.State"));

        assertEquals(List.of(), ImportRules.implementationsMeetThroughServices(pool));
    }

    @Test
    void anImplementationThatExportsOrImportsAnotherBreaksRule2() {
        Bundle pool = new Bundle(
                "dev.navigator.pool",
                Set.of("dev.navigator.ports"),
                Map.of("dev.navigator.pool", "1.0.0"),
                List.of(using("dev.navigator.pool.Pool", "dev.navigator.pooling.Other")));

        assertEquals(
                List.of(
                        "rule 2: bundle 'dev.navigator.pool' exports 'dev.navigator.pool'",
                        "rule 2: bundle 'dev.navigator.pool' imports 'dev.navigator.ports'",
                        "rule 2: bundle 'dev.navigator.pool' uses 'dev.navigator.pooling'"),
                ImportRules.implementationsMeetThroughServices(pool));
    }

    @Test
    void consumersInSpiAndProvidersOutsideKeepRule3() {
        Bundle api = api(Map.of("dev.navigator.api.ports", "1.0.0"), PORTS, LEASE, SELECTOR);

        assertEquals(List.of(), ImportRules.consumersAndProvidersAreApart(api));
    }

    @Test
    void misplacedOrUndeclaredInterfacesAndMissingVersionsBreakRule3() {
        Bundle api = api(
                Map.of("dev.navigator.api.ports", ""),
                type("dev.navigator.api.ports.Ports", Role.UNDECLARED),
                type("dev.navigator.api.ports.Listener", Role.CONSUMER),
                type("dev.navigator.api.ports.spi.Lease", Role.VALUE),
                type("dev.navigator.api.ports.spi.PortSelector$Kind", Role.VALUE));

        String outside = "rule 3: bundle 'dev.navigator.api' has, not being a @ProviderType, outside a package .spi ";
        assertEquals(
                List.of(
                        "rule 3: bundle 'dev.navigator.api' exports without a version 'dev.navigator.api.ports'",
                        outside + "'dev.navigator.api.ports.Listener'",
                        outside + "'dev.navigator.api.ports.Ports'",
                        "rule 3: bundle 'dev.navigator.api' has in a package of @ConsumerType interfaces alone"
                                + " 'dev.navigator.api.ports.spi.Lease'"),
                ImportRules.consumersAndProvidersAreApart(api));
    }

    @Test
    void aPluginOfTheSpiAndTheValuesItShowsKeepsRule3() {
        Bundle api = api(Map.of(), PORTS, LEASE, SELECTOR);
        Bundle plugin = implementation(
                "plugin",
                Set.of(),
                using("plugin.Lowest", "dev.navigator.api.ports.spi.PortSelector", "dev.navigator.api.ports.Lease"));

        assertEquals(List.of(), ImportRules.pluginsUseOnlyTheSpi(plugin, api));
    }

    @Test
    void aPluginThatUsesAServiceBreaksRule3() {
        Bundle api = api(Map.of(), PORTS, LEASE, SELECTOR);
        Bundle plugin = implementation("plugin", Set.of(), using("plugin.Lowest", "dev.navigator.api.ports.Ports"));

        assertEquals(
                List.of("rule 3: bundle 'plugin' uses outside the packages .spi and the values they show"
                        + " 'dev.navigator.api.ports.Ports'"),
                ImportRules.pluginsUseOnlyTheSpi(plugin, api));
    }

    @Test
    void aLibraryAtHomeKeepsRule4() {
        Bundle config = implementation(
                "dev.navigator.config",
                Set.of("org.yaml.snakeyaml"),
                using("dev.navigator.config.Reader", "org.yaml.snakeyaml.Yaml"));

        assertEquals(List.of(), ImportRules.librariesStayAtHome(config));
    }

    @Test
    void aLibraryAbroadBreaksRule4() {
        Bundle pool = implementation(
                "dev.navigator.pool",
                Set.of("org.yaml.snakeyaml"),
                using("dev.navigator.pool.Pool", "org.apache.hc.core5.http.HttpHost"));

        assertEquals(
                List.of(
                        "rule 4: bundle 'dev.navigator.pool' imports 'org.yaml.snakeyaml'",
                        "rule 4: bundle 'dev.navigator.pool' uses 'org.apache.hc.core5.http'"),
                ImportRules.librariesStayAtHome(pool));
    }

    private static Bundle api(Map<String, String> exports, Type... types) {
        return new Bundle(Bundle.API, Set.of(), exports, List.of(types));
    }

    private static Bundle implementation(String name, Set<String> imports, Type... types) {
        return new Bundle(name, imports, Map.of(), List.of(types));
    }

    private static Type type(String name, Role role, String... shows) {
        return new Type(name, role, Set.of(shows), Set.of(shows));
    }

    private static Type using(String name, String... uses) {
        return new Type(name, Role.VALUE, Set.of(uses), Set.of());
    }
}
