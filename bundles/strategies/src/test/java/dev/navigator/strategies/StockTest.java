package dev.navigator.strategies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the bundle offers, read from the component descriptions the build made. */
final class StockTest {

    private static final Pattern NAME = Pattern.compile("navigator\\.strategy\"[^/]*value=\"([^\"]+)\"");
    private static final Pattern RANKING = Pattern.compile("service\\.ranking\"[^/]*value=\"(-?\\d+)\"");
    private static final Pattern SERVICE = Pattern.compile("provide interface=\"[\\w.]*\\.(\\w+)\"");

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), pattern + " in " + text);
        return matcher.group(1);
    }

    private static Map<String, Integer> offers() throws IOException {
        Map<String, Integer> offers = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("target/classes/OSGI-INF"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
                String kind = find(SERVICE, text);
                offers.put(kind + " " + find(NAME, text), Integer.valueOf(find(RANKING, text)));
            }
        }
        return offers;
    }

    @Test
    void everyStockStrategyIsThereAndTheDefaultOfEachKindRanksHighest() throws IOException {
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
        expected.putAll(Map.of("InstanceSelector least-busy", -100, "InstanceSelector round-robin", -101));
        expected.putAll(Map.of("EvictionPolicy longest-idle", -100, "EvictionPolicy least-used", -101));

        assertEquals(expected, offers());
    }
}
