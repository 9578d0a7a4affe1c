package dev.navigator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.config.Configuration;
import dev.navigator.api.config.ConfigurationLoader.Result;
import dev.navigator.api.config.Problem;
import dev.navigator.api.ports.spi.PortSelector;
import dev.navigator.config.options.OfferedOptions;
import dev.navigator.testing.ManualScheduler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Options that strategies describe in the metatype of their bundle. */
final class StrategyOptionsTest {

    private static final PortSelector FIRST = (tenant, free, options) -> OptionalInt.of(free.first());
    private static final String METATYPE = """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="hashed.options" name="Hashed">
                <AD id="salt" type="String" required="false"/>
                <AD id="weight" type="Integer" min="%s" %s/>
              </OCD>
            </metatype:MetaData>
            """;

    @TempDir
    private Path folder;

    private Container container;

    @BeforeEach
    void start() throws Exception {
        container = new Container(folder.resolve("framework"));
    }

    @AfterEach
    void stop() throws Exception {
        container.stop();
    }

    /** Offers {@code hashed} from a bundle with a metatype. */
    private ServiceRegistration<PortSelector> offer(String version, String metatype) throws Exception {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "org.acme");
        headers.putValue("Bundle-Version", version);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("OSGI-INF/metatype/options.xml"));
            jar.write(metatype.getBytes(StandardCharsets.UTF_8));
        }
        Bundle bundle =
                container.context().installBundle("test:" + version, new ByteArrayInputStream(bytes.toByteArray()));
        bundle.start();
        return bundle.getBundleContext()
                .registerService(
                        PortSelector.class,
                        FIRST,
                        FrameworkUtil.asDictionary(
                                Map.of("navigator.strategy", "hashed", "navigator.options", "hashed.options")));
    }

    private Result load(String selector) throws IOException {
        Path file = Files.writeString(
                folder.resolve("navigator.yml"),
                "applications:\n  tenants:\n    - name: shop\n      port_selector: " + selector + "\n");
        return new YamlConfigurationLoader(new OfferedOptions(container.context())).load(file, folder, Map.of());
    }

    private List<String> problems(String selector) throws IOException {
        return load(selector).problems().stream().map(Loading::describe).toList();
    }

    private Configuration unchecked(String selector) throws IOException {
        load(selector);
        return new YamlConfigurationLoader()
                .load(folder.resolve("navigator.yml"), folder, Map.of())
                .configuration()
                .orElseThrow();
    }

    @Test
    void whatAStrategyDoesNotTakeIsAnErrorThatNamesTheOptionAndItsPlace() throws Exception {
        offer("1.0.0", METATYPE.formatted("1", "default=\"1\""));

        assertEquals(List.of(), problems("{name: hashed, salt: x, weight: 3}"));
        assertEquals(
                List.of(
                        "4:45: error: applications.tenants[0].port_selector.weight: option 'weight': '0' is less than 1",
                        "4:54: error: applications.tenants[0].port_selector.slat: strategy 'hashed' of org.acme 1.0.0 has"
                                + " no option 'slat'; the nearest it has is 'salt'"),
                problems("{name: hashed, weight: 0, slat: x}"));
        assertTrue(load("{name: hashed, weight: 0}").configuration().isEmpty());
    }

    @Test
    void anOptionThatHasToBeThereIsMissedAlsoWhereThereAreNone() throws Exception {
        offer("1.0.0", METATYPE.formatted("1", ""));

        assertTrue(
                problems("hashed").get(0).endsWith("port_selector: option 'weight' is missing"),
                problems("hashed").get(0));
        assertEquals(List.of(), problems("{name: hashed, weight: 3}"));
    }

    @Test
    void theVersionThatIsPinnedSaysWhatItTakes() throws Exception {
        offer("1.0.0", METATYPE.formatted("1", "default=\"1\""));
        offer("2.0.0", METATYPE.formatted("100", "default=\"100\""));

        assertEquals(List.of(), problems("{name: hashed, version: \"[1,2)\", weight: 3}"));
        assertEquals(
                1, problems("{name: hashed, version: \"[2,3)\", weight: 3}").size());
    }

    @Test
    void whatNobodyOffersOrDoesNotSayWhatItTakesIsNotChecked() throws Exception {
        container
                .context()
                .registerService(
                        PortSelector.class, FIRST, FrameworkUtil.asDictionary(Map.of("navigator.strategy", "open")));

        assertEquals(List.of(), problems("{name: nobodys, weight: 0}"));
        assertEquals(List.of(), problems("{name: open, weight: 0}"));
    }

    @Test
    void aDescriptionThatCannotBeReadIsNone() throws Exception {
        offer("1.0.0", "<broken");

        assertEquals(List.of(), problems("{name: hashed, weight: 0}"));
    }

    @Test
    void whatIsInForceWhenAStrategyComesIsCheckedThen() throws Exception {
        ManualScheduler scheduler = new ManualScheduler();
        OptionProblems problems = new OptionProblems(container.context(), scheduler);
        problems.bindConfiguration(unchecked("{name: hashed, weight: 0}"));
        scheduler.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), problems.problems());

        ServiceRegistration<PortSelector> registration = offer("1.0.0", METATYPE.formatted("1", "default=\"1\""));
        scheduler.advance(Duration.ofSeconds(1));
        assertEquals(List.of("tenant 'shop': port_selector: option 'weight': '0' is less than 1"), problems.problems());

        registration.unregister();
        scheduler.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), problems.problems());

        problems.bindConfiguration(unchecked("lowest"));
        scheduler.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), problems.problems());
        problems.deactivate();
    }

    @Test
    void severityIsThatOfAnError() throws Exception {
        offer("1.0.0", METATYPE.formatted("1", "default=\"1\""));

        assertEquals(
                Problem.Severity.ERROR,
                load("{name: hashed, weight: 0}").problems().get(0).severity());
    }
}
