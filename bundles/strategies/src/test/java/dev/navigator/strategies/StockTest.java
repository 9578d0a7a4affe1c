package dev.navigator.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** What the bundle offers in a framework, and that it says of each what options it takes. */
final class StockTest {

    @TempDir
    Path storage;

    private Map<String, Integer> offers() throws Exception {
        Felix felix = new Felix(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        felix.init();
        try {
            new StockStrategies().start(felix.getBundleContext());
            ServiceReference<?>[] references =
                    felix.getBundleContext().getServiceReferences((String) null, "(navigator.strategy=*)");
            Map<String, Integer> offers = new TreeMap<>();
            for (ServiceReference<?> reference : references) {
                String type = ((String[]) reference.getProperty(Constants.OBJECTCLASS))[0];
                String kind = type.substring(type.lastIndexOf('.') + 1);
                Path described = Path.of(
                        "target/classes/OSGI-INF/metatype", reference.getProperty("navigator.options") + ".xml");
                assertTrue(Files.exists(described), described.toString());
                offers.put(kind + " " + reference.getProperty("navigator.strategy"), (Integer)
                        reference.getProperty(Constants.SERVICE_RANKING));
            }
            return offers;
        } finally {
            felix.stop();
            felix.waitForStop(10_000);
        }
    }

    @Test
    void everyStockStrategyIsThereAndTheDefaultOfEachKindRanksHighest() throws Exception {
        Map<String, Integer> expected = new TreeMap<>(
                Map.of("PortSelector lowest", -100, "PortSelector random", -101, "PortSelector sticky", -102));
        expected.putAll(Map.of(
                "LaunchCommandFactory rails", -100,
                "LaunchCommandFactory procfile", -101,
                "LaunchCommandFactory rack", -102,
                "LaunchCommandFactory node", -103,
                "LaunchCommandFactory python", -104,
                "LaunchCommandFactory jar", -105,
                "LaunchCommandFactory command", -106));
        expected.putAll(Map.of(
                "ReadinessProbe http", -100,
                "ReadinessProbe tcp", -101,
                "ReadinessProbe command", -102,
                "ReadinessProbe log", -103,
                "ReadinessProbe none", -104));
        expected.putAll(
                Map.of("RestartPolicy exponential", -100, "RestartPolicy fixed", -101, "RestartPolicy never", -102));
        expected.putAll(Map.of(
                "ScalingPolicy concurrency", -100, "ScalingPolicy queue-depth", -101, "ScalingPolicy fixed", -102));
        expected.putAll(Map.of(
                "InstanceSelector least-busy",
                -100,
                "InstanceSelector round-robin",
                -101,
                "InstanceSelector sticky-cookie",
                -102));
        expected.putAll(Map.of("EvictionPolicy longest-idle", -100, "EvictionPolicy least-used", -101));

        assertEquals(expected, offers());
    }
}
